"""The business: values and functions, nothing else."""
