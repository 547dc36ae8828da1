"""The editor of one post."""
