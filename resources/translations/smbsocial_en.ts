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
    <name>Counter</name>
    <message numerus="yes">
      <source>%n booking(s)</source>
      <translation>
        <numerusform>%n booking</numerusform>
        <numerusform>%n bookings</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n call(s)</source>
      <translation>
        <numerusform>%n call</numerusform>
        <numerusform>%n calls</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n click(s) on the post’s link</source>
      <translation>
        <numerusform>%n click on the post’s link</numerusform>
        <numerusform>%n clicks on the post’s link</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n enquiry(ies)</source>
      <translation>
        <numerusform>%n enquiry</numerusform>
        <numerusform>%n enquiries</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n order(s)</source>
      <translation>
        <numerusform>%n order</numerusform>
        <numerusform>%n orders</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n visit(s)</source>
      <translation>
        <numerusform>%n visit</numerusform>
        <numerusform>%n visits</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %n older one(s)</source>
      <translation>
        <numerusform>Show %n older one</numerusform>
        <numerusform>Show %n older ones</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Used by %n person(s)</source>
      <translation>
        <numerusform>Used by %n person</numerusform>
        <numerusform>Used by %n persons</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Import</name>
    <message numerus="yes">
      <source>%n figures stand there already.</source>
      <translation>
        <numerusform>%n figure stands there already.</numerusform>
        <numerusform>%n figures stand there already.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files wait for an answer and stay out.</source>
      <translation>
        <numerusform>%n file waits for an answer and stays out.</numerusform>
        <numerusform>%n files wait for an answer and stay out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%n more</numerusform>
        <numerusform>%n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows are totals and were not counted.</source>
      <translation>
        <numerusform>%n row is a total and was not counted.</numerusform>
        <numerusform>%n rows are totals and were not counted.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Left out, %n rows: {why} (line {lines}).</source>
      <translation>
        <numerusform>Left out, %n row: {why} (line {lines}).</numerusform>
        <numerusform>Left out, %n rows: {why} (lines {lines}).</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>might be one of %n</source>
      <translation>
        <numerusform>might be one of %n</numerusform>
        <numerusform>might be one of %n</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} rows</source>
      <translation>
        <numerusform>{count} row</numerusform>
        <numerusform>{count} rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Leaving</name>
    <message numerus="yes">
      <source>%n account(s) still wait(s) for a new key, because the password store did not answer. What is saved there from now on has the new one.</source>
      <translation>
        <numerusform>%n account still waits for a new key, because the password store did not answer. What is saved there from now on has the new one.</numerusform>
        <numerusform>%n accounts still wait for a new key, because the password store did not answer. What is saved there from now on has the new one.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n could not be done</source>
      <translation>
        <numerusform>%n could not be done</numerusform>
        <numerusform>%n could not be done</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n post(s) is (are) still planned for {person}.</source>
      <translation>
        <numerusform>%n post is still planned for {person}.</numerusform>
        <numerusform>%n posts are still planned for {person}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n step(s) is (are) still open.</source>
      <translation>
        <numerusform>%n step is still open.</numerusform>
        <numerusform>%n steps are still open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{steps} · %n more</source>
      <translation>
        <numerusform>{steps} · %n more</numerusform>
        <numerusform>{steps} · %n more</numerusform>
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
    <name>People</name>
    <message numerus="yes">
      <source>%n account(s) get(s) new keys.</source>
      <translation>
        <numerusform>%n account gets a new key.</numerusform>
        <numerusform>%n accounts get new keys.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n can open the vault.</source>
      <translation>
        <numerusform>%n can open the vault.</numerusform>
        <numerusform>%n can open the vault.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n person(s) need(s) a new passphrase.</source>
      <translation>
        <numerusform>%n person needs a new passphrase.</numerusform>
        <numerusform>%n people need a new passphrase.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n person(s) work(s) here.</source>
      <translation>
        <numerusform>%n person works here.</numerusform>
        <numerusform>%n people work here.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>You get a list of what to do on %n account(s). You can leave it and come back, and another owner can go on with it.</source>
      <translation>
        <numerusform>You get a list of what to do on %n account. You can leave it and come back, and another owner can go on with it.</numerusform>
        <numerusform>You get a list of what to do on %n accounts. You can leave it and come back, and another owner can go on with it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{people} is leaving.</source>
      <translation>
        <numerusform>{people} is leaving.</numerusform>
        <numerusform>{people} are leaving.</numerusform>
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
    <name>Record</name>
    <message numerus="yes">
      <source>%n day(s)</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n second(s)</source>
      <translation>
        <numerusform>%n second</numerusform>
        <numerusform>%n seconds</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Report</name>
    <message numerus="yes">
      <source>%n figure(s) of KPIs typed</source>
      <translation>
        <numerusform>%n figure of KPIs typed</numerusform>
        <numerusform>%n figures of KPIs typed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n read from files</source>
      <translation>
        <numerusform>%n read from files</numerusform>
        <numerusform>%n read from files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n row(s)</source>
      <translation>
        <numerusform>%n row</numerusform>
        <numerusform>%n rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more, all in the workbook</source>
      <translation>
        <numerusform>and %n more, all in the workbook</numerusform>
        <numerusform>and %n more, all in the workbook</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message numerus="yes">
      <source>Left out: {count} expense(s) of {money}, in another currency than yours</source>
      <translation>
        <numerusform>Left out: {count} expense of {money}, in another currency than yours</numerusform>
        <numerusform>Left out: {count} expenses of {money}, in another currency than yours</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No rise: {fewer} fewer {what} in {weeks} week(s) than the weeks before let expect ({low} to {high} more): {amount}</source>
      <translation>
        <numerusform>No rise: {fewer} fewer {what} in {weeks} week than the weeks before let expect ({low} to {high} more): {amount}</numerusform>
        <numerusform>No rise: {fewer} fewer {what} in {weeks} weeks than the weeks before let expect ({low} to {high} more): {amount}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>call(s)</source>
      <translation>
        <numerusform>call</numerusform>
        <numerusform>calls</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} post(s)</source>
      <translation>
        <numerusform>{count} post</numerusform>
        <numerusform>{count} posts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} routine task(s)</source>
      <translation>
        <numerusform>{count} routine task</numerusform>
        <numerusform>{count} routine tasks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{goal}: {had} week(s) of totals are too few to see a rise; {needed} are needed</source>
      <translation>
        <numerusform>{goal}: {had} week of totals are too few to see a rise; {needed} are needed</numerusform>
        <numerusform>{goal}: {had} weeks of totals are too few to see a rise; {needed} are needed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{number} percentage point(s)</source>
      <translation>
        <numerusform>{number} percentage point</numerusform>
        <numerusform>{number} percentage points</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{units} more {what} in {weeks} week(s) than the weeks before let expect ({low} to {high}), whatever brought them, less {already} counted one by one: {rest} × {profit} = {amount}</source>
      <translation>
        <numerusform>{units} more {what} in {weeks} week than the weeks before let expect ({low} to {high}), whatever brought them, less {already} counted one by one: {rest} × {profit} = {amount}</numerusform>
        <numerusform>{units} more {what} in {weeks} weeks than the weeks before let expect ({low} to {high}), whatever brought them, less {already} counted one by one: {rest} × {profit} = {amount}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what} for {about}, {count} expense(s) = {amount}</source>
      <translation>
        <numerusform>{what} for {about}, {count} expense = {amount}</numerusform>
        <numerusform>{what} for {about}, {count} expenses = {amount}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, {count} expense(s) = {amount}</source>
      <translation>
        <numerusform>{what}, {count} expense = {amount}</numerusform>
        <numerusform>{what}, {count} expenses = {amount}</numerusform>
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
