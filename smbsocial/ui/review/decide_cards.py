"""What hangs on the decision: forecasts, measured links, what the words do, the next weeks."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from smbsocial.domain.assessment.values import LinkKey
from smbsocial.domain.plan import Choice
from smbsocial.domain.ranges import Range
from smbsocial.ui import theme
from smbsocial.ui.text import assessment, formats, record
from smbsocial.ui.text import decide as words
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.reviewing.deciding import DecideSheet, Forecast
from smbsocial.usecases.reviewing.record import RecordSheet

translate = QCoreApplication.translate


class ForecastCards(QWidget):
    """What was expected by published figures, beside what is by one's own."""

    def __init__(self) -> None:
        super().__init__()
        self._old, self._new = Card(name="forecast_old"), Card(name="forecast_new")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        for card in (self._old, self._new):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            layout.addWidget(card, 1)

    def show_sheet(self, sheet: DecideSheet) -> None:
        """Side by side; of a pause there is nothing new to expect."""
        paused = sheet.wish.choice is Choice.STAY_OFF
        old = translate("Review", "Before this review")
        new = (
            translate("Review", "During the pause")
            if paused
            else translate("Review", "With what you measured and said")
        )
        self._show(self._old, old, sheet.old, sheet)
        if paused:
            clear(self._new.body)
            said = translate(
                "Review",
                "No posts, no tasks. At each week’s start a reminder names the two things that you"
                " keep alive.",
            )
            self._new.add(label(new, "strong", wrap=True))
            self._new.add(label(said, "muted", wrap=True))
            self._new.body.addStretch(1)
        else:
            self._show(self._new, new, sheet.new, sheet)
        self._new.set_tone("" if paused else "now")
        self.setVisible(True)

    def _show(self, card: Card, title: str, value: Forecast | None, sheet: DecideSheet) -> None:
        clear(card.body)
        card.add(label(title, "strong", wrap=True))
        if value is None:
            said = translate("Review", "Cannot be worked out yet.")
            card.add(label(said, "muted", wrap=True))
        else:
            card.add(label(words.expected(value, sheet), "section", wrap=True))
            card.add(label(words.likely(value, sheet), wrap=True))
            card.add(label(words.goes_in(value), "small", wrap=True))
        if card is self._old and sheet.kept is not None:
            card.add(label(words.was_said(sheet.kept, sheet), "small", wrap=True))
        card.body.addStretch(1)


class LearnedCard(Card):
    """Link by link: what was published, what is measured, how many weeks stand behind it."""

    def __init__(self, platform: Callable[[str], str]) -> None:
        super().__init__(name="learned")
        self._platform = platform
        self.add(label(translate("Review", "What your own figures say by now"), "section"))
        self._none = label(
            translate(
                "Review",
                "Nothing measured yet: the forecast is built on published figures. Import numbers"
                " from your platforms or log them each week, and it becomes yours link by link.",
            ),
            "muted",
            wrap=True,
            name="nothing_learned",
        )
        self.add(self._none)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.CARD_PADDING)
        self._grid.setVerticalSpacing(theme.SPACE * 2)
        self._grid.setColumnStretch(0, 1)
        self.add(self._table)

    def show_sheet(self, sheet: DecideSheet) -> None:
        """Those that the chain has, in its order."""
        clear(self._grid)
        self._none.setVisible(not sheet.links)
        self._table.setVisible(bool(sheet.links))
        for column, text in enumerate(learned_heads()):
            self._put(label(text, "small"), 0, column)
        for at, cells in enumerate(learned_rows(sheet, self._platform), start=1):
            for column, text in enumerate(cells):
                kind = "strong" if column == 2 else "muted" if column else ""
                self._put(label(text, kind, wrap=column == 0), at, column)
        self.setVisible(True)

    def _put(self, each: QLabel, row: int, column: int) -> None:
        side = Qt.AlignmentFlag.AlignTrailing if column else Qt.AlignmentFlag(0)
        self._grid.addWidget(each, row, column, Qt.AlignmentFlag.AlignTop | side)


class _LinesCard(Card):
    """A title and lines that are written anew."""

    def show_lines(self, title: str, lines: list[tuple[str, str]]) -> None:
        """Each with its kind of label."""
        clear(self.body)
        self.add(label(title, "section", wrap=True))
        for text, kind in lines:
            self.add(label(text, kind, wrap=True))
        self.setVisible(True)


class TurnedCard(_LinesCard):
    """What the words of the other pages will do."""

    def __init__(self) -> None:
        super().__init__(name="turned")

    def show_sheet(self, sheet: DecideSheet) -> None:
        """One line each, what changes first."""
        ordered = sorted(sheet.turned, key=lambda each: not words.changes(each))
        lines = [(words.turned(t), "" if words.changes(t) else "muted") for t in ordered]
        lines += [(each, "muted") for each in words.kept_words(sheet)]
        if not lines:
            none = translate("Review", "No word so far changes anything.")
            lines = [(none, "muted")]
        self.show_lines(translate("Review", "What your words will do"), lines)


class NextCard(_LinesCard):
    """The next thirteen weeks, and the reminders that will stand."""

    def __init__(self) -> None:
        super().__init__(name="next_weeks")

    def show_sheet(self, sheet: DecideSheet) -> None:
        """First day, posts, reminders."""
        paused = sheet.wish.choice is Choice.STAY_OFF
        title = (
            translate("Review", "The pause")
            if paused
            else translate("Review", "The next thirteen weeks")
        )
        lines = [(words.next_weeks(sheet), "")]
        if sheet.gave_way:
            count = len(sheet.gave_way)
            text = translate("Review", "%n promise(s) cannot be kept in full", "", count)
            lines.append((text, "muted"))
        if sheet.reminders:
            told = formats.listed([words.standing(each) for each in sheet.reminders])
            text = translate("Review", "Reminders: {list}.").format(list=told)
            lines.append((text, "muted"))
        self.show_lines(title, lines)


class HeldCard(_LinesCard):
    """Of a closed review: the decision, its reason, and what came of it."""

    def __init__(self) -> None:
        super().__init__(name="held")

    def show_sheet(self, sheet: RecordSheet) -> None:
        """As its record has it, whatever was changed since."""
        title, *lines = record.decided(sheet)
        self.show_lines(title, [(each, "") for each in lines])


class WhyCard(Card):
    """Kinds of content without a why: not planned on without the owner's word."""

    said = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("caution", name="whys")
        self._fields: dict[str, QLineEdit] = {}

    def show_sheet(self, sheet: DecideSheet, whys: Mapping[str, str]) -> None:
        """A line for each; one that is being answered stays until it is left."""
        wanted = {p.id: p.name for p in sheet.without_why} | {
            key: self._name(key) for key in whys if key in self._fields
        }
        if set(wanted) != set(self._fields):
            self._build(wanted, whys)
        self.setVisible(bool(wanted))

    def _name(self, key: str) -> str:
        return self._fields[key].accessibleName()

    def _build(self, wanted: Mapping[str, str], whys: Mapping[str, str]) -> None:
        clear(self.body)
        self._fields = {}
        title = translate("Review", "Nobody has said why: they are not planned on until you do")
        self.add(label(title, "strong", wrap=True))
        for key, name in wanted.items():
            edit = QLineEdit(whys.get(key, ""))
            edit.setPlaceholderText(translate("Review", "Why do we make it?"))
            edit.editingFinished.connect(
                lambda k=key, e=edit: (
                    self.said.emit(k, e.text().strip()) if e.isModified() else None
                )
            )
            self._fields[key] = edit
            self.add(Field(name, edit, name=f"why_{key}"))


def learned_heads() -> tuple[str, ...]:
    """The columns of what was measured."""
    return (
        translate("Review", "Step"),
        translate("Review", "Published"),
        translate("Review", "Yours now"),
        translate("Review", "Stands on"),
    )


def learned_rows(sheet: DecideSheet, platform: Callable[[str], str]) -> tuple[tuple[str, ...], ...]:
    """What was measured, line by line; typical, with its likely range."""
    return tuple(
        (
            words.link_name(each, platform),
            _figure(each.link, each.unit, each.published, sheet.currency),
            _figure(each.link, each.unit, each.now, sheet.currency) if each.own_percent else "–",
            words.stands_behind(each),
        )
        for each in sheet.links
    )


def _figure(link: str, unit: str, value: Range, currency: str) -> str:
    """What is said for each hundred of something else is no share of it."""
    shown = "people" if LinkKey(link.partition(".")[0]) is LinkKey.SPREAD else unit
    low, middle, high = (
        assessment.amount(end, shown, currency) for end in (value.low, value.typical, value.high)
    )
    text = translate("Review", "{typical} ({low}–{high})")
    return text.format(typical=middle, low=low, high=high)
