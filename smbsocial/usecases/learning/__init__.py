"""What the business has measured of the chain, and how forecasts fared."""
