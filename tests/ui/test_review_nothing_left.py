"""What is said where a review's words leave nothing to plan with."""

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.ui.text.decide import problem
from smbsocial.ui.text.errors import sentence


@pytest.mark.parametrize(
    ("field", "page"),
    [("pillars", "“Content”"), ("platforms", "“Platforms”"), ("communities", "“Communities”")],
)
def test_it_is_said_what_is_left_out_and_on_which_page_it_is_put_right(
    field: str, page: str
) -> None:
    said = problem(ExpectedError(Code.EMPTY, field=field))
    assert page in said
    assert "pause until a day" in said


@pytest.mark.parametrize(
    "error",
    [
        ExpectedError(Code.EMPTY, field="business.name"),
        ExpectedError(Code.TOO_MANY, field="rhythm.pillars", count=7, most=6),
    ],
)
def test_any_other_has_its_own_sentence(error: ExpectedError) -> None:
    assert problem(error) == sentence(error)
