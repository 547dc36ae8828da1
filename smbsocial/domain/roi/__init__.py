"""What social media cost and brought back, exact, and how sure that is."""
