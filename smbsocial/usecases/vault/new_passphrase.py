"""A new passphrase is taken only if it withstands guessing, whichever way it came in."""

from functools import partial

from smbsocial.domain.business import Business, Person
from smbsocial.domain.secret import Secret
from smbsocial.usecases.ports import Reads
from smbsocial.usecases.steps import Steps, away
from smbsocial.usecases.vault.session import Vault


def known_names(reads: Reads) -> tuple[str, ...]:
    """What others would try first: the business and its people."""
    businesses = (business.name for business in reads.all(Business))
    people = (person.name for person in reads.all(Person))
    return tuple(name for name in (*businesses, *people) if name)


def check_passphrase(vault: Vault, passphrase: Secret[str], *, owner: bool) -> Steps[None]:
    """Raises PASSPHRASE_SHORT, PASSPHRASE_LONG, PASSPHRASE_WEAK, BAD_TEXT."""
    names = known_names(vault.reads)
    yield from away(partial(vault.making.check_passphrase, passphrase, owner=owner, names=names))
