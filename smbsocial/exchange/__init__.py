"""Files and links that cross the border of the app."""
