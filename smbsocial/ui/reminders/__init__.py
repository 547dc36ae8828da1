"""Reminders: what waits, what comes, and how they come."""
