"""What was said of quarters beside what came, in words."""

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.goals import Counted, Goal
from smbsocial.domain.review import KeptForecast
from smbsocial.domain.roi.values import Strength
from smbsocial.ui.text import formats, names
from smbsocial.ui.text.assessment import whole_range
from smbsocial.usecases.learning.forecasts import Backtest
from smbsocial.usecases.reviewing.came import Running

translate = QCoreApplication.translate


def forecast_held(test: Backtest, goal: Goal | None, *, newest: bool) -> str:
    """A quarter's forecast and what came: last quarter we said 12–47, it was 31."""
    kept = test.forecast
    units = _units(goal)
    if test.came is None:
        text = translate(
            "Review",
            "{days}: we said {range} extra {units}. Nobody counted, so nobody knows what it was.",
        )
        return text.format(days=_days(kept), range=whole_range(kept.units), units=units)
    texts = (
        translate("Review", "Last quarter we said {range} extra {units}, it was {came}.")
        if newest
        else translate("Review", "{days}: we said {range} extra {units}, it was {came}.")
    )
    return texts.format(
        days=_days(kept),
        range=whole_range(kept.units),
        units=units,
        came=formats.number(round(test.came)),
    )


def forecast_how(test: Backtest) -> str:
    """How sure what came is, and what stood behind the forecast."""
    sure = {
        Strength.COUNTED: translate("Review", "counted one by one"),
        Strength.ESTIMATED: translate("Review", "estimated from the weeks before the work"),
        Strength.GUESSED: translate("Review", "guessed"),
    }
    behind = (
        translate("Review", "said with your own figures")
        if test.forecast.learned
        else translate("Review", "said with published figures")
    )
    parts = [_days(test.forecast), behind]
    if test.strength is not None:
        parts.append(sure[test.strength])
    return " · ".join(parts)


def forecast_sign(test: Backtest) -> tuple[str, str]:
    """Whether it came as it was said, and the tone of its chip."""
    if test.inside is None or test.came is None:
        return translate("Review", "not counted"), ""
    if test.inside:
        return translate("Review", "as we said"), "good"
    if test.came > test.forecast.units.high:
        return translate("Review", "more than we said"), "good"
    return translate("Review", "less than we said"), "caution"


def forecast_runs(each: Running, goal: Goal | None) -> str:
    """A quarter that is not over: we said 22–211, so far it is 116, 12 of 13 weeks are over."""
    kept, came = each.test.forecast, each.test.came
    if came is not None and each.gone:  # of two weeks at least
        text = translate(
            "Review",
            "This quarter we said {range} extra {units}; so far it is {came}, and {gone} of"
            " {count} weeks are over.",
        )
        return text.format(
            range=whole_range(kept.units),
            units=_units(goal),
            came=formats.number(round(came)),
            gone=formats.number(each.gone),
            count=formats.number(each.weeks),
        )
    text = translate(
        "Review",
        "This quarter, up to {day}, we say {range} extra {units}. It is not over: the next review"
        " holds it against what came.",
    )
    range_ = whole_range(kept.units)
    return text.format(day=formats.day_year(kept.last), range=range_, units=_units(goal))


def no_forecast() -> str:
    """Nothing was kept."""
    return translate(
        "Review",
        "No forecast of an earlier quarter was kept, so there is nothing to hold what came against."
        " From now on each plan keeps its own.",
    )


def _units(goal: Goal | None) -> str:
    return names.counted(goal.counted if goal is not None else Counted.VISITS)


def _days(kept: KeptForecast) -> str:
    text = translate("Review", "{first} – {last}")
    return text.format(first=formats.day_plain(kept.first), last=formats.day_year(kept.last))
