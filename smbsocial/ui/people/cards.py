"""How a person looks: what they can open, what the owner can do, and how far a departure is."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from smbsocial.domain.business import Business, Person, Role
from smbsocial.domain.days import local_day
from smbsocial.domain.vault import Right
from smbsocial.ui import theme
from smbsocial.ui.text import formats, leaving, names
from smbsocial.ui.widgets.buttons import PushButton, button
from smbsocial.ui.widgets.cards import Card, Flow, line
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.usecases.people_sheets import PeopleSheet, PersonSheet, Reach

translate = QCoreApplication.translate


class PersonCard(Card):
    """Somebody who works here; it only says what is wanted, by the person's id.

    `has_vault`: there is one to open. `mine`: whoever is at work looks at themselves. `staff`:
    somebody who is no owner is at work, and only looks. `wages`: what an hour costs is shown.
    """

    change_wanted = Signal(str)
    passphrase_wanted = Signal(str)
    taking_wanted = Signal(str)
    leaving_wanted = Signal(str)
    account_wanted = Signal(str)
    own_access_wanted = Signal(str, str)  # person, account

    def __init__(
        self,
        sheet: PersonSheet,
        whole: PeopleSheet,
        *,
        has_vault: bool,
        mine: bool,
        staff: bool,
        wages: bool,
    ) -> None:
        super().__init__(name=f"person-{sheet.person.id}")
        self._sheet = sheet
        self._whole = whole
        self._name = names.person(sheet.person)
        self.setAccessibleName(self._name)
        self.add(self._head(mine=mine, wages=wages))
        if has_vault:
            self.add(label(self._vault_words(), "muted", wrap=True, name="vault_words"))
        self._show_reach(has_vault=has_vault, staff=staff)
        if sheet.better_by_role and not staff:
            self.add(self._better(sheet.better_by_role))
        buttons = self._buttons(has_vault=has_vault, mine=mine, staff=staff)
        if buttons:
            self.add(line())
            self.add(Flow(*buttons))

    def _head(self, *, mine: bool, wages: bool) -> QWidget:
        person = self._sheet.person
        chips: list[QWidget] = [
            chip(names.role(person.role), tone="good" if person.role is Role.OWNER else "")
        ]
        if mine:
            chips.append(chip(translate("People", "at work now"), pillar=1))
        if person.posts:
            chips.append(chip(translate("People", "posts"), pillar=3))
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(ElidedLabel(self._name, "section"), 0)
        for made in chips:
            layout.addWidget(made)
        layout.addStretch(1)
        if wages:
            cost = translate("People", "{amount} an hour")
            said = cost.format(amount=formats.money(person.hourly_cost))
            layout.addWidget(label(said, "small", name="cost"))
        return holder

    def _vault_words(self) -> str:
        """How they open the vault, and whether somebody else knows with what."""
        said, giver = self._opening_words(), self._sheet.given_by
        if giver is None:
            return said
        words = translate(
            "People",
            "{said} The passphrase is still the one that {giver} gave and knows: each unlock asks"
            " for another one.",
        )
        return words.format(said=said, giver=names.person(giver))

    def _opening_words(self) -> str:
        sheet = self._sheet
        if sheet.needs_passphrase:
            return translate(
                "People", "Needs a new passphrase: the old one ended when an owner left."
            )
        if not sheet.has_passphrase:
            return translate("People", "Has no passphrase, so the vault does not open.")
        if sheet.login_alone:
            return translate("People", "Opens the vault with this computer’s login alone.")
        if sheet.last_unlock is None:
            return translate("People", "Has a passphrase and has not used it yet.")
        zone, today = self._whole.business.zone, self._whole.today
        words = translate("People", "Has a passphrase; opened the vault last {time}.")
        return words.format(time=leaving.moment(sheet.last_unlock, zone, today))

    def _show_reach(self, *, has_vault: bool, staff: bool) -> None:
        sheet = self._sheet
        if sheet.person.role is Role.OWNER and sheet.has_passphrase:
            self.add(label(translate("People", "Can use and see every account."), "muted"))
        elif not sheet.reach:
            if has_vault:
                words = translate("People", "May use no account yet.")
                self.add(label(words, "muted", wrap=True))
                if not staff:
                    self.add(self._allow())
            return
        shown = [reach for reach in sheet.reach if sheet.person.role is Role.STAFF or _own(reach)]
        if shown:
            self.add(Flow(*(self._account(reach) for reach in shown)))

    def _allow(self) -> QPushButton:
        """The way to where rights are given, no account in particular."""
        words = translate("People", "Choose on an account who may use it…")
        name = f"allow-{self._sheet.person.id}"
        return button(words, lambda: self.account_wanted.emit(""), flat=True, name=name)

    def _account(self, reach: Reach) -> QPushButton:
        """An account with what they may do there; its page is where that is changed."""
        words = translate("People", "{account}: {right}")
        right = right_words(reach, self._sheet.person)
        made = ChipButton(words.format(account=account_name(reach), right=right))
        made.setObjectName(f"account-{reach.account.id}-{self._sheet.person.id}")
        made.clicked.connect(lambda _checked=False: self.account_wanted.emit(reach.account.id))
        return made

    def _better(self, offers: tuple[Reach, ...]) -> QWidget:
        """Passwords are shared although the platforms would give them access of their own."""
        card = Card("quiet", name="better_by_role")
        words = translate(
            "People",
            "{accounts}: people can have access of their own there. Give {person} that first; then"
            " no password need be shared.",
        )
        listed = formats.listed([reach.name for reach in offers])
        card.add(label(words.format(accounts=listed, person=self._name), wrap=True))
        card.add(Flow(*(self._how(reach) for reach in offers)))
        return card

    def _how(self, reach: Reach) -> QPushButton:
        person, account = self._sheet.person.id, reach.account.id
        verb = translate("People", "How, on {account}…").format(account=reach.name)
        return button(
            verb,
            lambda: self.own_access_wanted.emit(person, account),
            name=f"own_access-{account}-{person}",
        )

    def _buttons(self, *, has_vault: bool, mine: bool, staff: bool) -> tuple[QPushButton, ...]:
        has = self._sheet.has_passphrase
        made = []
        if not staff:
            made.append(self._button(translate("People", "Change…"), self.change_wanted, "change"))
        if mine and has:
            words = translate("People", "Change my passphrase…")
            made.append(self._button(words, self.passphrase_wanted, "passphrase"))
        elif has_vault and not staff:
            words = (
                translate("People", "New passphrase…")
                if has
                else translate("People", "Give a passphrase…")
            )
            made.append(self._button(words, self.passphrase_wanted, "passphrase"))
        if has and not mine and not staff:
            words = translate("People", "Take the passphrase away…")
            made.append(self._button(words, self.taking_wanted, "take"))
        if not mine and not staff:
            words = translate("People", "Is leaving…")
            made.append(self._button(words, self.leaving_wanted, "leaving"))
        return tuple(made)

    def _button(self, text: str, signal: SignalInstance, name: str) -> QPushButton:
        id = self._sheet.person.id
        about = translate("People", "{person}: {verb}").format(person=self._name, verb=text)
        made = button(text, lambda: signal.emit(id), name=f"{name}-{id}")
        made.setAccessibleName(about)
        return made


class ChipButton(PushButton):
    """A small button like a tag; a name that is too long ends in an ellipsis."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._full = text
        self.setProperty("chip", True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.setAccessibleDescription(
            translate("People", "Rights are changed on the account’s page.")
        )
        self.setToolTip(self.accessibleDescription())

    @override
    def minimumSizeHint(self) -> QSize:
        """Room for a few letters is enough."""
        return QSize(theme.PAGE_MARGIN * 2, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        shown = super().sizeHint()
        metrics = self.fontMetrics()
        hidden = metrics.horizontalAdvance(self._full) - metrics.horizontalAdvance(self.text())
        return QSize(shown.width() + hidden, shown.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew; the tooltip says all."""
        super().resizeEvent(event)
        metrics, whole, shown = self.fontMetrics(), self.sizeHint().width(), self._full
        if self.width() < whole:
            room = self.width() - whole + metrics.horizontalAdvance(self._full)
            shown = metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._full)


class LeavingCard(Card):
    """Somebody who is leaving, with how far the list is; `wanted` goes on with it."""

    wanted = Signal(str)

    def __init__(self, sheet: PersonSheet, business: Business) -> None:
        super().__init__("caution", name=f"leaving-{sheet.person.id}")
        assert sheet.departure is not None  # noqa: S101 - shown for whoever is leaving
        assert sheet.counts is not None  # noqa: S101
        departure, counts = sheet.departure, sheet.counts
        name = names.person(sheet.person)
        words = QVBoxLayout()
        title = translate("People", "{person} is leaving").format(person=name)
        words.addWidget(label(title, "section", wrap=True))
        how_far = translate("People", "{done} of {all} steps done, since {day}")
        day = formats.day_plain(local_day(departure.started_at, business.zone))
        said = how_far.format(
            done=formats.number(counts.done), all=formats.number(counts.needed), day=day
        )
        words.addWidget(label(said, wrap=True))
        beside = QHBoxLayout()
        beside.addLayout(words, 1)
        go_on = button(
            translate("People", "Go on"),
            lambda: self.wanted.emit(departure.id),
            name=f"go_on-{departure.id}",
        )
        go_on.setAccessibleName(
            translate("People", "Go on: {person} is leaving").format(person=name)
        )
        beside.addWidget(go_on)
        self.body.addLayout(beside)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setMaximum(max(1, counts.needed))
        bar.setValue(counts.done)
        bar.setAccessibleName(title)
        bar.setAccessibleDescription(said)
        self.add(bar)


class LeftCard(Card):
    """Everybody who has left, each with the way to their list; `wanted` shows it."""

    wanted = Signal(str)

    def __init__(self, sheets: tuple[PersonSheet, ...], business: Business) -> None:
        super().__init__(name="left_card")
        for number, sheet in enumerate(sheets):
            departure = sheet.departure
            if departure is None or departure.closed_at is None:
                continue
            if number:
                self.add(line())
            name = names.person(sheet.person)
            left = translate("People", "{person} left on {day}")
            day = formats.day_year(local_day(departure.closed_at, business.zone))
            beside = QHBoxLayout()
            beside.addWidget(ElidedLabel(left.format(person=name, day=day)), 1)
            show = button(
                translate("People", "What was done"),
                partial(self.wanted.emit, departure.id),
                flat=True,
                name=f"show-{departure.id}",
            )
            about = translate("People", "What was done when {person} left")
            show.setAccessibleName(about.format(person=name))
            beside.addWidget(show)
            self.body.addLayout(beside)


def account_name(reach: Reach) -> str:
    """The platform with the account's own name, so that two on one platform differ."""
    handle = reach.account.handle
    if not handle or handle == reach.name:
        return reach.name
    return translate("People", "{platform} {handle}").format(platform=reach.name, handle=handle)


def right_words(reach: Reach, person: Person) -> str:
    """What somebody may do with an account; owners may see all, so that is left out."""
    said = []
    if reach.admin:
        said.append(translate("People", "full control"))
    elif reach.by_role:
        said.append(translate("People", "by role"))
    if person.role is Role.OWNER:
        return formats.listed(said)
    if reach.right is Right.SEE:
        said.append(translate("People", "may see"))
    elif reach.right is Right.USE:
        said.append(translate("People", "may use"))
    return formats.listed(said)


def people_words(sheet: PeopleSheet, *, has_vault: bool) -> str:
    """Who can open the vault, and whether anybody is leaving."""
    said = [translate("People", "%n person(s) work(s) here.", "", len(sheet.present))]
    if has_vault:
        count = sum(each.has_passphrase for each in sheet.present)
        said.append(translate("People", "%n can open the vault.", "", count))
        needing = sum(each.needs_passphrase for each in sheet.present)
        if needing:
            words = translate("People", "%n person(s) need(s) a new passphrase.", "", needing)
            said.append(words)
    if sheet.leaving:
        listed = formats.listed([names.person(each.person) for each in sheet.leaving])
        going = translate("People", "{people} is leaving.", "", len(sheet.leaving))
        said.append(going.format(people=listed))
    return " ".join(said)


def _own(reach: Reach) -> bool:
    return reach.by_role or reach.admin
