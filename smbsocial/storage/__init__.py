"""SQLite: one file is the whole business."""
