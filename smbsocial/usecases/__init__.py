"""The steps a person takes, the ports they need, and the one door for changes."""
