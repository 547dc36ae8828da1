"""The month with its posts and the work they take."""
