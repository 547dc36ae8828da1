"""What is due, who has been told, snoozing, and the settings of reminders."""
