"""The register of accounts, the way into each, who used it, and whether it is really ours."""
