"""Wiring: knows every storey, holds no rule."""
