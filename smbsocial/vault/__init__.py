"""The OS keyring, honestly."""
