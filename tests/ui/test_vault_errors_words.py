"""What the vault refuses, in words: each sentence names a way on."""

import pytest

from smbsocial.domain.errors import Code, ExpectedError, Why
from smbsocial.ui.text.errors import sentence

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("error", "way"),
    [
        (ExpectedError(Code.VAULT_NOT_SET_UP), "page Accounts"),
        (ExpectedError(Code.NO_QR), "type the key"),
        (ExpectedError(Code.CODE_TYPO), "Compare it"),
        (ExpectedError(Code.NOT_ALLOWED), "Ask an owner"),
        (ExpectedError(Code.NOT_ALLOWED, why=Why.LEAVING), "page People"),
        (ExpectedError(Code.NOT_ALLOWED, why=Why.ONESELF), "another owner"),
        (ExpectedError(Code.NOT_ALLOWED, why=Why.OWNERS_ONLY), "Let an owner unlock"),
        (ExpectedError(Code.SECRET_DAMAGED, why=Why.BACKUP_KEY), "lock and unlock"),
        (ExpectedError(Code.SECRET_DAMAGED), "Put its password in again"),
    ],
)
def test_what_is_refused_names_a_way_on(error: ExpectedError, way: str) -> None:
    assert way in sentence(error)


def test_every_reason_is_said_once() -> None:
    said = [sentence(ExpectedError(Code.NOT_ALLOWED, why=why)) for why in Why]
    assert len(set(said)) == len(Why)


def test_a_reason_of_another_kind_is_left_alone() -> None:
    plain = sentence(ExpectedError(Code.WRONG_KEY))
    assert sentence(ExpectedError(Code.WRONG_KEY, why=Why.LEAVING)) == plain
    assert sentence(ExpectedError(Code.WRONG_KEY, why="leaving")) == plain
