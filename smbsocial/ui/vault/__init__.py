"""The vault in the window: unlocking, its forms, and the desk that every page asks."""
