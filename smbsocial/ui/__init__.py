"""Screens: they draw sheets and emit wishes."""
