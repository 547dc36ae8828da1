"""People: who works here, what each can open, and the way out for whoever leaves."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMargins, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from smbsocial.domain.business import Person, Role
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.money import Money
from smbsocial.ui import dialogs, theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.people.cards import LeavingCard, LeftCard, PersonCard, people_words
from smbsocial.ui.people.forms import OwnAccessForm, PersonForm, StartForm, WorkForm
from smbsocial.ui.people.going import Going
from smbsocial.ui.people.leaving import LeavingPage
from smbsocial.ui.text import names
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.browser import open_page
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.old_key import OldKeyNote
from smbsocial.ui.widgets.buttons import FoldButton, button
from smbsocial.ui.widgets.cards import Card, Paper, clear, row
from smbsocial.ui.widgets.kept_focus import KeptFocus
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases import people
from smbsocial.usecases.changes import Action
from smbsocial.usecases.people_sheets import PeopleSheet, PersonSheet
from smbsocial.usecases.vault.grants import take_passphrase
from smbsocial.usecases.vault.new_master import holds_master
from smbsocial.usecases.vault.session import slot_of_person

translate = QCoreApplication.translate


class PeoplePage(QWidget):
    """The list of people, or the list of somebody who is leaving.

    `told` carries what happened, `account_wanted` the account whose rights are to be changed.
    """

    told = Signal(str)
    account_wanted = Signal(str)

    def __init__(self, bridge: Bridge, desk: VaultDesk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._bridge = bridge
        self._desk = desk
        self._sheet: PeopleSheet | None = None
        self._kept = KeptFocus(self, "add_person", "someone_leaving", "people_list")
        self._unfolded = False
        self._shown = ""
        self._going = Going(bridge, desk, self)
        self._going.told.connect(self.told)
        self._going.started.connect(self._show_departure)
        self._build()

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The accounts whose new password was copied and not saved."""
        return self._going.unsaved

    def refresh(self) -> None:
        """Read what is shown anew and draw it."""
        if self._rooms.currentWidget() is self._leaving:
            self._leaving.refresh()
        else:
            self.show_sheet(self._bridge.read(people.people_sheet))

    def start_leaving(self) -> None:
        """Ask who is leaving, and say what happens then."""
        self._ask_who(None)

    def show_sheet(self, sheet: PeopleSheet) -> None:
        """Draw a sheet."""
        self._keep_focus()
        self._sheet = sheet
        has_vault = self._desk.can_open
        self._sub.setText(people_words(sheet, has_vault=has_vault))
        at_work = self._desk.person
        staff = self._desk.is_staff
        self._add.setVisible(not staff)
        self._leave.setVisible(not staff)
        body = self._paper.body
        clear(body)
        for gone in sheet.leaving:
            card = LeavingCard(gone, sheet.business)
            card.wanted.connect(self._show_departure)
            body.addWidget(card)
        for person in sheet.present:
            mine = at_work is not None and at_work.id == person.person.id
            made = PersonCard(
                person,
                sheet,
                has_vault=has_vault,
                mine=mine,
                staff=staff,
                wages=self._wages_may_be_seen,
            )
            self._listen(made)
            body.addWidget(made)
        if sheet.left:
            self._show_left(sheet)
        body.addStretch(1)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        edge = theme.PAGE_MARGIN
        outer.addWidget(OldKeyNote(self._desk, self._bridge, QMargins(edge, edge, edge, 0)))
        self._rooms = QStackedWidget()
        outer.addWidget(self._rooms, 1)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(edge, edge - theme.SPACE, edge, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setSpacing(theme.CARD_PADDING)
        column.addLayout(columns, 1)
        self._paper = Paper(margin=0)
        self._paper.body.setContentsMargins(0, 0, theme.SPACE, edge)
        self._paper.setObjectName("people_list")
        self._paper.setAccessibleName(translate("People", "People"))
        columns.addWidget(self._paper, 1)
        columns.addWidget(self._side())
        self._leaving = LeavingPage(self._bridge, self._desk, self._going)
        self._leaving.left.connect(self._show_list)
        self._leaving.work_wanted.connect(self._hand_over)
        self._rooms.addWidget(self._list)
        self._rooms.addWidget(self._leaving)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.SPACE)
        words.addWidget(label(translate("People", "People"), "title", name="page_title"))
        self._sub = label("", "muted", wrap=True, name="people_subtitle")
        words.addWidget(self._sub)
        head.addLayout(words, 1)
        self._leave = button(
            translate("People", "Someone is leaving…"), self.start_leaving, name="someone_leaving"
        )
        self._add = button(
            translate("People", "Add a person"),
            lambda: self._as_owner(self._add_person),
            primary=True,
            name="add_person",
        )
        head.addWidget(row(self._leave, self._add))
        return head

    def _side(self) -> QWidget:
        """What the vault can do and what not: it stands here and is not promised elsewhere."""
        side = Paper(margin=0)
        side.setFixedWidth(theme.SIDE_WIDTH)
        side.setAccessibleName(translate("People", "Good to know"))
        side.body.setContentsMargins(0, 0, theme.SPACE, theme.PAGE_MARGIN)
        card = Card("quiet", name="good_to_know")
        card.add(label(translate("People", "Good to know"), "section"))
        for words in (
            translate("People", "An access of their own on a platform is better than a password:"
                      " it ends with one click, and nothing has to be changed."),
            translate("People", "May use hides the password from view; it does not make copying"
                      " impossible."),
            translate("People", "On a shared computer login nobody can be stopped who knows how to"
                      " program. Give the owner a login of their own."),
        ):  # fmt: skip
            card.add(label(words, "muted", wrap=True))
        side.body.addWidget(card)
        side.body.addStretch(1)
        return side

    def _show_left(self, sheet: PeopleSheet) -> None:
        words = translate("People", "Left · {count}").format(count=len(sheet.left))
        fold = FoldButton(words, self._bridge.resources / "icons", name="left_fold")
        card = LeftCard(sheet.left, sheet.business)
        card.wanted.connect(self._show_departure)
        self._paper.body.addWidget(fold)
        self._paper.body.addWidget(card)
        fold.folds(card, unfolded=self._unfolded)
        fold.toggled.connect(self._fold_toggled)

    def _fold_toggled(self, unfolded: bool) -> None:
        self._unfolded = unfolded

    def _listen(self, card: PersonCard) -> None:
        card.change_wanted.connect(lambda id: self._as_owner(lambda: self._change(id)))
        card.passphrase_wanted.connect(self._give_passphrase)
        card.taking_wanted.connect(self._take_passphrase)
        card.leaving_wanted.connect(self._ask_who)
        card.account_wanted.connect(self.account_wanted)
        card.own_access_wanted.connect(self._own_access)

    def _keep_focus(self) -> None:
        """The keyboard stays at the button that had it, or goes to another one of its card."""
        busy = self._kept.busy(self._list)
        if busy is None:
            return
        card: QWidget = busy
        while (above := card.parentWidget()) is not None and above is not self._paper.paper:
            card = above
        beside = card.findChildren(QPushButton) if above is not None else []
        names = (busy, *beside)
        self._kept.keep(*(each.objectName() for each in names if each.objectName()))

    def _show_list(self) -> None:
        """The keyboard is where one goes on with the list that was left."""
        self._kept.keep(f"go_on-{self._shown}", f"show-{self._shown}", "left_fold")
        self._rooms.setCurrentWidget(self._list)
        self.refresh()

    def _show_departure(self, id: str) -> None:
        self._shown = id
        self._leaving.show_departure(DepartureId(id))
        self._rooms.setCurrentWidget(self._leaving)

    @property
    def _wages_may_be_seen(self) -> bool:
        """What an hour costs is between an owner and whoever it is; a vault says who looks."""
        return self._desk.is_owner or not self._desk.can_open

    def _as_owner(self, then: Callable[[], None]) -> None:
        """The forms show wages: where there is a vault, an owner opens it first."""
        if self._wages_may_be_seen:
            then()
        else:
            self._desk.with_unlocked(then, owner=True)

    def _person(self, id: str) -> PersonSheet | None:
        everybody = self._sheet.present if self._sheet else ()
        return next((each for each in everybody if each.person.id == id), None)

    def _add_person(self) -> None:
        sheet = self._bridge.read(people.people_sheet)
        costs = [each.person.hourly_cost for each in sheet.present]
        usual = costs[-1] if costs else Money(0, sheet.business.currency)
        form = PersonForm(None, usual, self)

        def keep(said: people.Said) -> None:
            self._bridge.do(Action.ADD_PERSON, people.add_person, said)

        form.ask(keep)

    def _change(self, id: str) -> None:
        found = self._person(id)
        if found is None:
            return
        form = PersonForm(found.person, found.person.hourly_cost, self)
        person = found.person.id
        form.ask(
            lambda said: self._bridge.do(Action.CHANGE_PERSON, people.change_person, person, said)
        )

    def _give_passphrase(self, id: str) -> None:
        found = self._person(id)
        if found is not None:
            person = found.person
            mine = self._desk.person
            owner = mine is None or mine.id != person.id
            self._desk.with_unlocked(lambda: self._ask_passphrase(person), owner=owner)

    def _ask_passphrase(self, person: Person) -> None:
        from smbsocial.ui.people.passphrase_form import PassphraseForm
        from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm

        mine = self._desk.person
        if mine is not None and mine.id == person.id:
            OwnPassphraseForm(self._desk, self._bridge, person.id, self).open()
            return
        form = PassphraseForm(self._desk, self._bridge, person, self)
        form.given.connect(lambda: self._passphrase_given(person))
        form.open()

    def _passphrase_given(self, person: Person) -> None:
        self._bridge.forget_steps()  # undoing who somebody is would leave their passphrase behind
        words = translate("People", "{person} can open the vault now.")
        self.told.emit(words.format(person=names.person(person)))

    def _take_passphrase(self, id: str) -> None:
        found = self._person(id)
        if found is None:
            return
        person, name = found.person.id, names.person(found.person)
        words = translate(
            "People",
            "Take the passphrase away from {person}? The vault does not open for {person} any more,"
            " and all rights on accounts end. That is not undone; you can give them anew.",
        )
        verb = translate("People", "Take it away")
        if dialogs.confirm(self, words.format(person=name), verb):
            self._desk.with_unlocked(lambda: self._take(person, name), owner=True)

    def _take(self, person: PersonId, name: str) -> None:
        mine = self._desk.person
        if mine is not None and mine.id == person:
            words = translate("People", "Another owner has to do this: it locks you out.")
            self._bridge.refused.emit(words)
            return

        def taken(words: str) -> None:
            self._bridge.forget_steps()
            self.told.emit(words.format(person=name))

        locked = translate("People", "{person} is locked out.")
        if self._bridge.read(lambda reads, _ports: holds_master(reads, person)):
            self._going.take_from_owner(person, lambda: taken(locked))
            return

        def half_taken(error: ExpectedError) -> None:
            if self._bridge.read(lambda reads, _ports: slot_of_person(reads, person)) is not None:
                self._bridge.failed.emit(error)
                return
            words = translate(
                "People",
                "{person} is locked out all the same. New keys follow as soon as something is"
                " saved.",
            )
            both = translate("People", "{locked} {trouble}")
            said = both.format(locked=words.format(person=name), trouble=sentence(error))
            self._bridge.forget_steps()
            self._bridge.refused.emit(said)

        self._desk.run(
            lambda vault: take_passphrase(vault, person),
            done=lambda _none: taken(locked),
            failed=half_taken,
            owner=self,
        )

    def _own_access(self, id: str, account: str) -> None:
        found = self._person(id)
        offers = found.better_by_role if found else ()
        reach = next((each for each in offers if each.account.id == account), None)
        if found is None or reach is None:
            return
        person, page = found.person.id, reach.roles_page
        form = OwnAccessForm(
            reach.name,
            names.person(found.person),
            reach.role_note,
            (lambda: open_page(self._bridge, page)) if page else None,
            self,
        )

        def keep() -> None:
            self._bridge.do(Action.ANSWER_CHECK, people.give_role, AccountId(account), person)
            words = translate("People", "Now take the right to the password back, if it is not"
                              " needed any more.")  # fmt: skip
            self.told.emit(words)

        form.ask(keep)

    def _ask_who(self, id: str | None) -> None:
        sheet = self._bridge.read(people.people_sheet)
        mine = self._desk.person
        can_go = [
            each.person for each in sheet.present if mine is None or each.person.id != mine.id
        ]
        if id is not None:
            can_go = [each for each in can_go if each.id == id]
        going = [
            (each.departure.id, each.person) for each in sheet.leaving if each.departure is not None
        ]
        form = StartForm(
            can_go,
            () if id is not None else going,
            self._who_could_be_at_work(sheet),
            lambda person: self._bridge.read(people.start_sheet, person),
            self,
        )

        def begin(who: str, by: PersonId | None) -> None:
            if who in {departure for departure, _person in going}:
                self._show_departure(who)
            else:
                self._going.start(PersonId(who), by)

        form.ask(begin)

    def _who_could_be_at_work(self, sheet: PeopleSheet) -> tuple[Person, ...]:
        """Owners to choose from, where no vault says who it is."""
        if self._going.has_vault:
            return ()
        return tuple(each.person for each in sheet.present if each.person.role is Role.OWNER)

    def _hand_over(self, id: str) -> None:
        sheet = self._bridge.read(people.people_sheet)
        words = translate("People", "Hand over what is still planned")
        form = WorkForm(words, [each.person for each in sheet.present], self)
        form.ask(
            lambda to: self._bridge.do(
                Action.HAND_WORK_OVER, people.hand_work_over, PersonId(id), to
            )
        )
