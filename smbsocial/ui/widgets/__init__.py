"""Small pieces that every screen uses."""
