"""Every state of the reach watch, and whatever the business owns, has its sentence."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from smbsocial.domain.ids import PlatformKey
from smbsocial.domain.measures import Metric
from smbsocial.domain.reach_watch import Advice, State, Watch
from smbsocial.ui.text import reach
from smbsocial.usecases.results.reach import Owned, Thing, Told, Watched

DAY = date(2027, 3, 8)


def found(state: State, metric: Metric | None, *, per_follower: bool) -> Watched:
    known = state is not State.TOO_LITTLE
    before, now = (Decimal(16), Decimal(11)) if known else (None, None)
    watch = Watch(state, per_follower, before, now, -31 if known else None, 20, 12, ())
    return Watched(PlatformKey("instagram"), "Instagram", metric, DAY, watch, ())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("metric", [Metric.REACH, Metric.VIEWS])
@pytest.mark.parametrize("per_follower", [True, False])
def test_each_state_names_the_platform_and_its_sizes(
    themed: QApplication, state: State, metric: Metric, per_follower: bool
) -> None:
    words = reach.watched(found(state, metric, per_follower=per_follower))
    assert words.startswith(("Instagram", "A post on Instagram"))
    assert words.endswith(".")
    assert "{" not in words
    assert ("11" in words) is (state is not State.TOO_LITTLE)
    assert ("16" in words) is (state in {State.DOWN, State.UP})
    told = per_follower and state is not State.TOO_LITTLE
    assert ("%" in words) is (told and metric is Metric.REACH)
    assert ("100 followers" in words) is (told and metric is Metric.VIEWS)
    assert reach.chip(found(state, metric, per_follower=True).watch)[0]


@pytest.mark.parametrize("advice", Advice)
def test_each_advice_is_a_sentence(themed: QApplication, advice: Advice) -> None:
    assert reach.advice(advice).endswith(".")


@pytest.mark.parametrize("told", [each for each in Told if each is not Told.NOTHING])
@pytest.mark.parametrize(
    ("before", "says"),
    [(Decimal(300), "20 more than"), (Decimal(330), "10 fewer than"), (Decimal(320), "As many as")],
)
def test_what_is_owned_says_its_size_and_growth(
    themed: QApplication, told: Told, before: Decimal, says: str
) -> None:
    owned = Owned(Thing.MAILING_LIST, told, ((DAY, Decimal(320)),), Decimal(320), before, DAY)
    assert "320" in reach.owned(owned)
    assert says in reach.owned(owned)
    assert reach.owned_title(owned)
    alone = Owned(Thing.MAILING_LIST, told, ((DAY, Decimal(320)),), Decimal(320), None, DAY)
    assert "quarter" not in reach.owned(alone)


@pytest.mark.parametrize("thing", Thing)
def test_what_nobody_counted_says_how_to(themed: QApplication, thing: Thing) -> None:
    assert "import" in reach.owned(Owned(thing, Told.NOTHING))
