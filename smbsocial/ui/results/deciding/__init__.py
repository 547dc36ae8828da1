"""The owner's words on what goes on and what stops, the rules that remind of them, the log."""
