"""What must never be seen by accident is not."""

import copy
import json
import logging
import pickle
import traceback
from dataclasses import FrozenInstanceError, replace

import pytest

from smbsocial.domain.secret import DOTS, Record, Secret

MARK = "correct horse 7 battery"
SECRETS = [Secret(MARK), Secret(MARK.encode()), Secret(Record(login="sam", password=MARK))]


@pytest.mark.parametrize("secret", SECRETS, ids=["str", "bytes", "record"])
def test_a_secret_prints_as_dots(secret: Secret[object]) -> None:
    nested = {"key": [secret]}
    for shown in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r}",
        "%s %r" % (secret, secret),  # noqa: UP031 - how logging formats
        "{}".format(secret),  # noqa: UP032
        repr(nested),
        str(ValueError(secret)),
    ):
        assert DOTS in shown
        assert MARK not in shown
        assert "sam" not in shown


def test_a_secret_takes_no_format() -> None:
    with pytest.raises(TypeError):
        format(Secret(MARK), ">40")


def test_a_secret_in_a_log_or_a_traceback_is_dots(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(MARK)
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("%s and %r", secret, [secret])
    assert MARK not in caplog.text

    def fail() -> None:
        raise LookupError(secret)

    try:
        fail()
    except LookupError:
        shown = traceback.format_exc()
    assert MARK not in shown


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_secret_is_not_pickled_or_copied(protocol: int) -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(Secret(MARK), protocol)
    assert MARK not in str(caught.value)
    for way in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(Secret(MARK))
    with pytest.raises(TypeError):
        json.dumps(Secret(MARK))


def test_a_secret_has_no_hash_and_no_places_to_look_in() -> None:
    with pytest.raises(TypeError):
        hash(Secret(MARK))
    assert not hasattr(Secret(MARK), "__dict__")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Secret("a"), Secret("a"), True),
        (Secret("ä"), Secret("ä"), True),
        (Secret("a"), Secret("b"), False),
        (Secret(b"a"), Secret(b"a"), True),
        (Secret(b"a"), Secret(b"ab"), False),
        (Secret(b"a"), Secret("a"), False),
        (Secret("a"), Secret(b"a"), False),
        (Secret(Record(login="a")), Secret(Record(login="a")), True),
        (Secret(Record(login="a")), Secret(Record(login="b")), False),
        (Secret("a"), "a", False),
        (Secret("a"), None, False),
    ],
)
def test_secrets_are_equal_by_what_they_hold(
    one: Secret[object], other: object, *, same: bool
) -> None:
    assert (one == other) is same
    assert (one != other) is not same


def test_a_secret_gives_its_value_when_asked() -> None:
    assert Secret(MARK).reveal() == MARK


def test_a_record_prints_as_dots_and_does_not_change() -> None:
    record = Record("sam", MARK, "JBSWY3DP", ("1111",), "note", ("1111",), {"new": MARK})
    assert repr(record) == str(record) == f"{record}" == f"Record({DOTS})"
    with pytest.raises(FrozenInstanceError):
        record.login = "x"  # type: ignore[misc]
    changed = replace(record, login="other")
    assert changed != record
    assert changed.extra == {"new": MARK}
    assert Record().extra == {}
