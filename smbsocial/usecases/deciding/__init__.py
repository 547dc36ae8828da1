"""The owner's words on platforms and kinds of content, rules that say when to stop, the log."""
