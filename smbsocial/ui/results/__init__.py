"""Results: numbers in, return out."""
