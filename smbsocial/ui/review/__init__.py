"""The quarterly review, page by page."""
