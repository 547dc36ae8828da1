"""Every made password meets its rules, and comes from the system's chance."""

import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbsocial.domain.passwords import Characters, PasswordRules
from smbsocial.library.loader import FileLibrary
from smbsocial.vault.passwords import generate

LIBRARY = FileLibrary(Path(__file__).parents[2] / "resources" / "library")
PLATFORMS = [platform.key for platform in LIBRARY.platforms()]
LOOK_ALIKES = set("0O1lI")


def kind(character: str) -> Characters:
    if character.isdigit():
        return Characters.DIGIT
    if character.isalpha():
        return Characters.LOWER if character.islower() else Characters.UPPER
    return Characters.SYMBOL


def holds(password: str, rules: PasswordRules) -> None:
    assert rules.least <= len(password) <= (rules.most or 10_000)
    assert len(password) == rules.length
    assert {kind(character) for character in password} == rules.required
    assert {c for c in password if kind(c) is Characters.SYMBOL} <= set(rules.symbols)
    assert not LOOK_ALIKES & set(password)
    assert kind(password[0]) is not Characters.SYMBOL
    assert password.isascii()


@st.composite
def all_rules(draw: st.DrawFn) -> PasswordRules:
    known = st.sampled_from(list(Characters))
    required = draw(st.frozensets(known, min_size=1).filter(lambda r: r != {Characters.SYMBOL}))
    symbols = draw(st.text(alphabet="-!@#$%&*_.", min_size=1, max_size=5))
    least = draw(st.integers(4, 40))
    most = draw(st.none() | st.integers(least, 80))
    return PasswordRules(least, most, required, symbols if Characters.SYMBOL in required else "")


@given(all_rules())
def test_a_password_meets_its_rules(rules: PasswordRules) -> None:
    holds(generate(rules).reveal(), rules)


@pytest.mark.parametrize("platform", [*PLATFORMS, "somewhere_else"])
def test_a_password_meets_the_rules_of_each_platform(platform: str) -> None:
    rules = LIBRARY.password_rules(platform)  # type: ignore[arg-type]
    made = [generate(rules).reveal() for _ in range(50)]
    for password in made:
        holds(password, rules)
    assert len(set(made)) > 40


def test_every_character_is_drawn_by_the_systems_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = PasswordRules(8, 8, frozenset(Characters), "-")
    drawn = iter("aaaaaaaa" + "-bC3efgh" + "Kb-3efgh")
    alphabets = set()

    def choice(every: str) -> str:
        alphabets.add(every)
        return next(drawn)

    monkeypatch.setattr(secrets, "choice", choice)
    assert generate(rules).reveal() == "Kb-3efgh"  # neither one kind alone nor a symbol in front
    (every,) = alphabets
    assert len(every) == len(set(every)) == 25 + 24 + 8 + 1


def test_a_made_password_does_not_show_itself() -> None:
    made = generate(LIBRARY.password_rules(PLATFORMS[0]))
    assert made.reveal() not in f"{made} {made!r}"
