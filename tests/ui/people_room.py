"""Corner Café's people: Sam, whom the vault gave two accounts, and Maya, who owns it too."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from vault_room import ANN, BLUESKY, FACEBOOK, INSTAGRAM, OWNERS, RECORD, Room

from smbsocial.domain.accounts import OTHER_SERVICE, Registration
from smbsocial.domain.business import Person, Role
from smbsocial.domain.departures import Departure, DepartureLine, LeavingStep, LineState
from smbsocial.domain.ids import AccountId, DepartureId, PersonId
from smbsocial.domain.money import Money
from smbsocial.domain.platforms import Account
from smbsocial.domain.secret import Secret
from smbsocial.domain.vault import Right
from smbsocial.ui.people.page import PeoplePage
from smbsocial.usecases.steps import run_here
from smbsocial.usecases.vault import departures, grants, records, unlocking
from smbsocial.usecases.vault.leaving import answer_step
from smbsocial.usecases.vault.records import Use

SAM, MAYA = PersonId("sam"), PersonId("maya")
SAMS = Secret("violet anchor seven gravel boats")
CANVA = AccountId("canva")


@dataclass
class People:
    """The page in its window, with what it said and where it wanted to go."""

    room: Room
    page: PeoplePage

    def __post_init__(self) -> None:
        self.told: list[str] = []
        self.page.told.connect(self.told.append)

    @property
    def sheet_words(self) -> str:
        self.settle()
        return self.room.words(self.page)

    def settle(self) -> None:
        """What a layout was given is shown when the events come round."""
        QCoreApplication.processEvents()

    def press(self, name: str, place: QWidget | None = None) -> None:
        """Press a button of that name that can be seen, wherever it was scrolled to."""
        self.settle()
        found = [
            button
            for button in (place or self.page).findChildren(QPushButton, name)
            if button.isVisibleTo(self.room.window)
        ]
        assert len(found) == 1, name
        assert found[0].isEnabled(), name
        self.room.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def has(self, name: str) -> bool:
        self.settle()
        found = self.page.findChildren(QWidget, name)
        return any(each.isVisibleTo(self.room.window) for each in found)

    def leave(self, person: PersonId = SAM) -> DepartureId:
        """Somebody begins to leave, as the page starts it."""
        by = self.room.desk.opened.person if self.room.desk.opened else ANN
        id = run_here(departures.start(self.room.vault, person, by))
        self.page.refresh()
        return id

    def lines(self, departure: DepartureId) -> tuple[DepartureLine, ...]:
        return departures.lines_of(self.room.store, departure)

    def line(self, departure: DepartureId, step: LeavingStep, account: str | None) -> DepartureLine:
        return next(
            each for each in self.lines(departure) if each.step is step and each.account == account
        )

    def answer_all(self, departure: DepartureId, *, besides: LeavingStep | None = None) -> None:
        for line in self.lines(departure):
            waits = line.state is LineState.OPEN and line.step not in departures.BY_ITSELF
            if waits and line.step is not besides:
                kit = line.step is LeavingStep.NEW_KIT  # which is made, not ticked
                said = LineState.NOT_NEEDED if kit else LineState.DONE
                self.room.bridge.changes.write(answer_step, line.id, by=ANN, state=said)
        self.page.refresh()

    def departure(self, id: DepartureId) -> Departure:
        found = self.room.store.get(Departure, id)
        assert found is not None
        return found


def made(room: Room) -> People:
    """The page, which reads again whatever changes, as the window has it do."""
    page = PeoplePage(room.bridge, room.desk)
    column = QVBoxLayout(room.window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    room.bridge.changed.connect(lambda _changed: page.refresh())
    room.desk.changed.connect(page.refresh)
    page.refresh()
    return People(room, page)


def put_people(room: Room) -> None:
    """Sam and Maya, four accounts, and Sam's own access to one of them."""
    with room.store.transaction() as tx:
        tx.put(Person(SAM, "Sam", Role.STAFF, Money(1350, "GBP"), posts=True))
        tx.put(Person(MAYA, "Maya", Role.OWNER, Money(2500, "GBP"), posts=False))
    room.put_accounts()
    with room.store.transaction() as tx:
        tx.put(Account(CANVA, OTHER_SERVICE))
        tx.put(Registration(CANVA, name="Canva", login_page="https://canva.example/login"))
        tx.put(Registration(FACEBOOK, by_role=(SAM,)))


def keep(room: Room) -> None:
    """Ann's vault keeps three records; Sam may use two, and copied one of them on Monday."""
    put_people(room)
    room.set_up()
    run_here(unlocking.unlock(room.vault, ANN, OWNERS))
    for account in (INSTAGRAM, BLUESKY, FACEBOOK):
        run_here(records.save_record(room.vault, account, RECORD))
    for account in (INSTAGRAM, BLUESKY):
        grants.grant(room.vault, account, SAM, Right.USE)
    run_here(grants.give_passphrase(room.vault, SAM, SAMS))
    room.clock.go_on(days=-2)
    run_here(unlocking.unlock(room.vault, SAM, SAMS))
    run_here(records.open_record(room.vault, BLUESKY, Use.COPY_PASSWORD))
    unlocking.lock(room.vault)
    room.clock.go_on(days=2)
    room.vault.wants_backup = False
