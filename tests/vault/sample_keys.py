"""The keys, names and figures of the design's test vector (vault.md, section 3)."""

from smbsocial.domain.secret import Key, Secret
from smbsocial.vault.slots import Stretch

VAULT = bytes(range(0x10))
PERSON = bytes(range(0x10, 0x20))
ACCOUNT = bytes(range(0x20, 0x30))
REF = bytes(range(0x30, 0x38))
DEVICE: Key = Secret(b"\x11" * 32)
SALT = b"\x22" * 16
MASTER: Key = Secret(b"\x33" * 32)
ACCOUNT_KEY: Key = Secret(b"\x44" * 32)
NONCE = b"\x55" * 24
PASSPHRASE = Secret("Grüne Äpfel 7 Körbe")
CODE = Secret(bytes(range(0x10)))
STANDARD = Stretch(SALT, 131_072, 3)
LEAST = Stretch(SALT, 65_536, 2)

OTHER_ID = b"\xee" * 16
OTHER_REF = b"\xee" * 8
OTHER_KEY: Key = Secret(b"\xee" * 32)
