"""The tour: every screen of the example business drawn as a picture, without a display."""
