<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>Accounts</name>
    <message numerus="yes">
      <source>%n account(s) belong(s) to the business.</source>
      <translation>
        <numerusform>%n account belongs to the business.</numerusform>
        <numerusform>%n accounts belong to the business.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n account(s) need(s) you</source>
      <translation>
        <numerusform>%n account needs you</numerusform>
        <numerusform>%n accounts need you</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n day(s) old</source>
      <translation>
        <numerusform>%n day old</numerusform>
        <numerusform>%n days old</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n need(s) you.</source>
      <translation>
        <numerusform>%n needs you.</numerusform>
        <numerusform>%n need you.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n week(s) old</source>
      <translation>
        <numerusform>%n week old</numerusform>
        <numerusform>%n weeks old</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n year(s) old</source>
      <translation>
        <numerusform>%n year old</numerusform>
        <numerusform>%n years old</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Can you still get in? %n account(s) waited longer than a quarter.</source>
      <translation>
        <numerusform>Can you still get in? %n account waited longer than a quarter.</numerusform>
        <numerusform>Can you still get in? %n accounts waited longer than a quarter.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Assessment</name>
    <message numerus="yes">
      <source>{count} extra {units} a month pay(s) for it</source>
      <translation>
        <numerusform>{count} extra {units} a month pays for it</numerusform>
        <numerusform>{count} extra {units} a month pay for it</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Calendar</name>
    <message numerus="yes">
      <source>+%n more</source>
      <translation>
        <numerusform>+%n more</numerusform>
        <numerusform>+%n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Counted</name>
    <message numerus="yes">
      <source>applicant(s)</source>
      <translation>
        <numerusform>applicant</numerusform>
        <numerusform>applicants</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>booking(s)</source>
      <translation>
        <numerusform>booking</numerusform>
        <numerusform>bookings</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>client(s)</source>
      <translation>
        <numerusform>client</numerusform>
        <numerusform>clients</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>donation(s)</source>
      <translation>
        <numerusform>donation</numerusform>
        <numerusform>donations</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>enquiry(ies)</source>
      <translation>
        <numerusform>enquiry</numerusform>
        <numerusform>enquiries</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>guest(s)</source>
      <translation>
        <numerusform>guest</numerusform>
        <numerusform>guests</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>member(s)</source>
      <translation>
        <numerusform>member</numerusform>
        <numerusform>members</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>order(s)</source>
      <translation>
        <numerusform>order</numerusform>
        <numerusform>orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>question(s) answered</source>
      <translation>
        <numerusform>question answered</numerusform>
        <numerusform>questions answered</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>review(s)</source>
      <translation>
        <numerusform>review</numerusform>
        <numerusform>reviews</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>subscriber(s)</source>
      <translation>
        <numerusform>subscriber</numerusform>
        <numerusform>subscribers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>visit(s)</source>
      <translation>
        <numerusform>visit</numerusform>
        <numerusform>visits</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Log</name>
    <message numerus="yes">
      <source>%n entry(ies), none changed. The last one is {head}.</source>
      <translation>
        <numerusform>%n entry, unchanged. It is {head}.</numerusform>
        <numerusform>%n entries, none changed. The last one is {head}.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message numerus="yes">
      <source>%n task(s) wait today</source>
      <translation>
        <numerusform>%n task waits today</numerusform>
        <numerusform>%n tasks wait today</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Week</name>
    <message numerus="yes">
      <source>%n KPI(s)</source>
      <translation>
        <numerusform>%n KPI</numerusform>
        <numerusform>%n KPIs</numerusform>
      </translation>
    </message>
  </context>
</TS>
