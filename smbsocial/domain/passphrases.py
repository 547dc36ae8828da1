"""How strong a passphrase must be, as whoever judges it and whoever shows it must agree."""

from decimal import Decimal

LEAST_OWNER, LEAST_STAFF = Decimal(10), Decimal(8)
"""Guesses a passphrase must withstand, as powers of ten."""
