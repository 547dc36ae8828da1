"""smbsocial: is social media worth your time, and if so, what to do this week."""

__version__ = "0.1.0"
