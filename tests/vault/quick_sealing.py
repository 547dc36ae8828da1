"""The real cryptography with the least stretching that is accepted: for tests that make slots.

From any test of the house: `from vault.quick_sealing import QuickSealing`.
"""

from smbsocial.vault.keys import LEAST_KIB, LEAST_PASSES
from smbsocial.vault.sealing import SodiumSealing


class QuickSealing(SodiumSealing):
    """A slot in a twentieth of a second; its boxes differ in nothing from the app's own."""

    def __init__(self) -> None:
        super().__init__(m_kib=LEAST_KIB, t=LEAST_PASSES)
