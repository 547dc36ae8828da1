"""The product's knowledge: resources/library as typed facts."""
