"""The quarterly review: its pages, the words said on them, and how it ends."""
