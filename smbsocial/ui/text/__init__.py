"""Codes, dates, money and ranges as words in the user's language."""
