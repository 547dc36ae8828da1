"""The command line: one module per group of commands, called by `app/main.py`."""
