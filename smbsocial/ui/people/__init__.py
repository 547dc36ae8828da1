"""Who works here, what each can open, and what happens when somebody leaves."""
