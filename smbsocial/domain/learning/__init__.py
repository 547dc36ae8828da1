"""How published ranges become the business's own, figure by figure."""
