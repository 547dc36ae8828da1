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
    <message numerus="yes">
      <source>{count} week(s) of yours: {percent} your own</source>
      <translation>
        <numerusform>{count} week of yours: {percent} your own</numerusform>
        <numerusform>{count} weeks of yours: {percent} your own</numerusform>
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
      <source>%n reminder(s) wait</source>
      <translation>
        <numerusform>%n reminder waits</numerusform>
        <numerusform>%n reminders wait</numerusform>
      </translation>
    </message>
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
    <name>Reminders</name>
    <message numerus="yes">
      <source>%n post(s) wait for approval</source>
      <translation>
        <numerusform>%n post waits for approval</numerusform>
        <numerusform>%n posts wait for approval</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n task(s)</source>
      <translation>
        <numerusform>%n task</numerusform>
        <numerusform>%n tasks</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n thing(s) are due</source>
      <translation>
        <numerusform>%n thing is due</numerusform>
        <numerusform>%n things are due</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n thing(s) came due while the computer was off</source>
      <translation>
        <numerusform>%n thing came due while the computer was off</numerusform>
        <numerusform>%n things came due while the computer was off</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %n more day(s)</source>
      <translation>
        <numerusform>Show %n more day</numerusform>
        <numerusform>Show %n more days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
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
    <name>Review</name>
    <message numerus="yes">
      <source>%n edited post(s) is (are) set aside</source>
      <translation>
        <numerusform>%n edited post is set aside</numerusform>
        <numerusform>%n edited posts are set aside</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open post(s) go(es)</source>
      <translation>
        <numerusform>%n open post goes</numerusform>
        <numerusform>%n open posts go</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n post(s) that you edited stay(s)</source>
      <translation>
        <numerusform>%n post that you edited stays</numerusform>
        <numerusform>%n posts that you edited stay</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n post(s) to come go(es)</source>
      <translation>
        <numerusform>%n post to come goes</numerusform>
        <numerusform>%n posts to come go</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n promise(s) cannot be kept in full</source>
      <translation>
        <numerusform>%n promise cannot be kept in full</numerusform>
        <numerusform>%n promises cannot be kept in full</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n week(s), not enough to tell yet</source>
      <translation>
        <numerusform>%n week, not enough to tell yet</numerusform>
        <numerusform>%n weeks, not enough to tell yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n week(s), {percent} yours</source>
      <translation>
        <numerusform>%n week, {percent} yours</numerusform>
        <numerusform>%n weeks, {percent} yours</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>From {first} to {last}: %n post(s)</source>
      <translation>
        <numerusform>From {first} to {last}: %n post</numerusform>
        <numerusform>From {first} to {last}: %n posts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>In it: {things}; all {count} passwords open.</source>
      <translation>
        <numerusform>In it: {things}; its {count} password opens.</numerusform>
        <numerusform>In it: {things}; all {count} passwords open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>It is paused, but {count} slot(s) is (are) planned.</source>
      <translation>
        <numerusform>It is paused, but {count} slot is planned.</numerusform>
        <numerusform>It is paused, but {count} slots are planned.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The next weeks begin on {day}: %n post(s)</source>
      <translation>
        <numerusform>The next weeks begin on {day}: %n post</numerusform>
        <numerusform>The next weeks begin on {day}: %n posts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The real time is known of {told} of {count} piece(s) of work; the rest counts as planned.</source>
      <translation>
        <numerusform>The real time is known of {told} of {count} piece of work; the rest counts as planned.</numerusform>
        <numerusform>The real time is known of {told} of {count} pieces of work; the rest counts as planned.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>about %n minute(s) left</source>
      <translation>
        <numerusform>about %n minute left</numerusform>
        <numerusform>about %n minutes left</numerusform>
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
      <source>{count} accounts</source>
      <translation>
        <numerusform>{count} account</numerusform>
        <numerusform>{count} accounts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} accounts for the drill</source>
      <translation>
        <numerusform>{count} account for the drill</numerusform>
        <numerusform>{count} accounts for the drill</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} came with the word</source>
      <translation>
        <numerusform>{count} came with the word</numerusform>
        <numerusform>{count} came with the word</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} expense(s) in another currency is (are) not in it.</source>
      <translation>
        <numerusform>{count} expense in another currency is not in it.</numerusform>
        <numerusform>{count} expenses in another currency are not in it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} figures</source>
      <translation>
        <numerusform>{count} figure</numerusform>
        <numerusform>{count} figures</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} passwords to change</source>
      <translation>
        <numerusform>{count} password to change</numerusform>
        <numerusform>{count} passwords to change</numerusform>
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
      <source>{count} posts</source>
      <translation>
        <numerusform>{count} post</numerusform>
        <numerusform>{count} posts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} questions of the check are open.</source>
      <translation>
        <numerusform>{count} question of the check is open.</numerusform>
        <numerusform>{count} questions of the check are open.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} reached</source>
      <translation>
        <numerusform>{count} reached</numerusform>
        <numerusform>{count} reached</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} reaction(s)</source>
      <translation>
        <numerusform>{count} reaction</numerusform>
        <numerusform>{count} reactions</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{count} that somebody wrote is (are) kept as skipped.</source>
      <translation>
        <numerusform>{count} that somebody wrote is kept as skipped.</numerusform>
        <numerusform>{count} that somebody wrote are kept as skipped.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{number} reactions a post</source>
      <translation>
        <numerusform>{number} reaction a post</numerusform>
        <numerusform>{number} reactions a post</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{posts} of {planned} planned went out.</source>
      <translation>
        <numerusform>{posts} of {planned} planned went out.</numerusform>
        <numerusform>{posts} of {planned} planned went out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{weeks} weeks in a row took {took} on average, {budget} were meant. The plan asked for too much, not you for too little: with {minutes} a week planned, it would have fitted.</source>
      <translation>
        <numerusform>{weeks} weeks in a row took {took} on average, {budget} were meant. The plan asked for too much, not you for too little: with {minutes} a week planned, it would have fitted.</numerusform>
        <numerusform>{weeks} weeks in a row took {took} on average, {budget} were meant. The plan asked for too much, not you for too little: with {minutes} a week planned, it would have fitted.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>“{name}” is paused: {count} slot(s) to come is (are) empty.</source>
      <translation>
        <numerusform>“{name}” is paused: {count} slot to come is empty.</numerusform>
        <numerusform>“{name}” is paused: {count} slots to come are empty.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>… and %n more word(s)</source>
      <translation>
        <numerusform>… and %n more word</numerusform>
        <numerusform>… and %n more words</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Tray</name>
    <message numerus="yes">
      <source>smbsocial: %n reminder(s) wait</source>
      <translation>
        <numerusform>smbsocial: %n reminder waits</numerusform>
        <numerusform>smbsocial: %n reminders wait</numerusform>
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
