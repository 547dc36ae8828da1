"""The chain from hours and money to gross profit, its verdict and its levers."""
