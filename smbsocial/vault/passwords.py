"""Passwords made by chance, by a platform's rules."""

import secrets

from smbsocial.domain.passwords import Characters, PasswordRules
from smbsocial.domain.secret import Secret

# Without 0 O 1 l I: some day somebody reads one from paper.
_ALPHABETS = {
    Characters.LOWER: "abcdefghijkmnopqrstuvwxyz",
    Characters.UPPER: "ABCDEFGHJKLMNPQRSTUVWXYZ",
    Characters.DIGIT: "23456789",
}


def generate(rules: PasswordRules) -> Secret[str]:
    """A password that meets the rules and begins with a letter or a digit.

    Drawn anew until it fits, so that each one that fits is equally likely.
    """
    alphabets = [_alphabet(kind, rules) for kind in Characters if kind in rules.required]
    every = "".join(alphabets)
    while True:
        made = "".join(secrets.choice(every) for _ in range(rules.length))
        complete = all(any(c in alphabet for c in made) for alphabet in alphabets)
        if complete and made[0] not in rules.symbols:
            return Secret(made)


def _alphabet(kind: Characters, rules: PasswordRules) -> str:
    return rules.symbols if kind is Characters.SYMBOL else _ALPHABETS[kind]
