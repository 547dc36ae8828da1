"""What people count and spend: the counter, codes and links, totals of weeks, expenses."""
