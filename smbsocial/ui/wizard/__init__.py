"""The ten pages that lead from a name to thirteen weeks."""
