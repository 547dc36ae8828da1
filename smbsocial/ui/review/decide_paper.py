"""The page that decides, on paper."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.plan import Choice
from smbsocial.ui.review.decide_cards import learned_heads, learned_rows
from smbsocial.ui.review.tables_paper import side
from smbsocial.ui.text import decide as words
from smbsocial.ui.text import formats, record
from smbsocial.usecases.reviewing.deciding import DecideSheet, Forecast
from smbsocial.usecases.reviewing.record import RecordSheet

translate = QCoreApplication.translate

WIDTHS = (31, 23, 23, 23)
"""Of the columns of what was measured, in per cent."""
BLANK = "&nbsp;"
"""In a cell without words: what follows a table that ends empty would lose its distance."""


def decide_html(sheet: DecideSheet, platform: Callable[[str], str], *, chosen: bool) -> str:
    """What the page shows; `chosen`: whether it is said by now how it goes on."""
    wish = sheet.wish
    open_still = translate("Review", "Not decided yet.")
    said = [f"<p><b>{escape(_decision(wish.choice) if chosen else open_still)}</b></p>"]
    if wish.reason:
        said.append(_paragraph(wish.reason))
    if wish.choice is Choice.STAY_OFF:
        said.append(bullets([words.alive(each) for each in wish.alive]))
        if wish.would_change:
            text = translate("Review", "What would change it: {what}")
            said.append(_paragraph(text.format(what=wish.would_change)))
    said += [
        _forecast(translate("Review", "Before this review"), sheet.old, sheet),
        _forecast(translate("Review", "With what you measured and said"), sheet.new, sheet),
        _learned(sheet, platform),
        _heading(translate("Review", "What your words will do")),
        bullets([words.turned(each) for each in sheet.turned] + list(words.kept_words(sheet))),
        _heading(translate("Review", "The next weeks")),
        _paragraph(words.next_weeks(sheet)),
        _reminders(sheet),
    ]
    return "".join(said)


def held_html(sheet: RecordSheet) -> str:
    """The same of a closed review: what was decided, as its record has it."""
    title, *lines = record.decided(sheet)
    return f"<p><b>{escape(title)}</b></p>" + "".join(_paragraph(each) for each in lines)


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
    *,
    figures: bool = False,
) -> str:
    """A table with its heads; `widths` in per cent; `figures`: in all columns but the first."""
    sides = [side(figures and column > 0) for column in range(len(heads))]
    top = "".join(
        f'<td class="head" width="{width}%"{at}>{escape(text)}</td>'
        for at, text, width in zip(sides, heads, widths, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="cell"{at}>{escape(text) or BLANK}</td>'
            for at, text in zip(sides, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        '<table width="100%" cellpadding="3" cellspacing="0">'
        f"<thead><tr>{top}</tr></thead>{body}</table>"
    )


def bullets(lines: Sequence[str]) -> str:
    """A list; nothing where there is none."""
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in lines)}</ul>" if lines else ""


def _decision(choice: Choice) -> str:
    text = translate("Review", "Not closed yet. Chosen so far: {decision}")
    return text.format(decision=words.choice(choice))


def _forecast(title: str, value: Forecast | None, sheet: DecideSheet) -> str:
    if value is None:
        return ""
    lines = (words.expected(value, sheet), words.likely(value, sheet), words.goes_in(value))
    return _heading(title) + "".join(_paragraph(each) for each in lines)


def _learned(sheet: DecideSheet, platform: Callable[[str], str]) -> str:
    if not sheet.links:
        return ""
    title = _heading(translate("Review", "What your own figures say by now"))
    return title + table(learned_heads(), learned_rows(sheet, platform), WIDTHS, figures=True)


def _reminders(sheet: DecideSheet) -> str:
    if not sheet.reminders:
        return ""
    told = formats.listed([words.standing(each) for each in sheet.reminders])
    return _paragraph(translate("Review", "Reminders: {list}.").format(list=told))


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
