"""The vault: who may open what, and every step that touches the system's keyring."""
