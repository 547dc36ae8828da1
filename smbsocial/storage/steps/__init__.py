"""The statements of each step, frozen: a released one is never edited."""
