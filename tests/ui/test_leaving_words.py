"""The list of leaving a platform on paper."""

from datetime import UTC, datetime

import pytest

from smbsocial.ui.text.leaving_platform import line
from smbsocial.usecases.reviewing.platforms import Farewell, FarewellLine, Kept

AT = datetime(2027, 3, 10, 9, 30, tzinfo=UTC)
LINKS = "No link leads there: website, other profiles, listings, print, e-mails."


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (FarewellLine(Farewell.LINKS), f"To do: {LINKS}"),
        (FarewellLine(Farewell.LINKS, AT), f"Done: {LINKS}"),
        (
            FarewellLine(Farewell.NAME),
            "To do: The name is kept (log in once a quarter), or the account is closed.",
        ),
        (
            FarewellLine(Farewell.NAME, AT, Kept.CLOSED),
            "The name is kept (log in once a quarter), or the account is closed. Account closed.",
        ),
    ],
)
def test_paper_tells_what_is_done_from_what_is_not(found: FarewellLine, said: str) -> None:
    assert line(found) == said
