"""What each member of staff may do with an account: nothing, use it, or see its password."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout

from smbsocial.domain.business import Person
from smbsocial.domain.ids import PersonId
from smbsocial.domain.vault import Right
from smbsocial.ui import theme
from smbsocial.ui.accounts.checks import steps_part
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats, names
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.fields import Choice
from smbsocial.ui.widgets.labels import ElidedLabel, label
from smbsocial.usecases.register_sheets import AccountSheet
from smbsocial.usecases.vault.unlocking import openers

translate = QCoreApplication.translate


class RightsCard(Card):
    """A line for each member of staff; `wanted` carries the person's id and the Right or None."""

    wanted = Signal(str, object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(name="rights_card")
        self._bridge = bridge
        self._rights: dict[PersonId, Right | None] = {}
        self.add(label(translate("Accounts", "Who may do what"), "section"))
        self._roles = Card("quiet", name="roles_first")
        self.add(self._roles)
        self._says = label("", "muted", wrap=True, name="rights_say")
        self.add(self._says)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._without = label("", "small", wrap=True, name="without_passphrase")
        self.add(self._without)
        fixed = translate(
            "Accounts",
            "May use hides the password from view; it does not make copying impossible.",
        )
        self._fixed = label(fixed, "small", wrap=True, name="may_use_means")
        self.add(self._fixed)

    def show_sheet(self, sheet: AccountSheet) -> None:
        """Show the rights on an account."""
        self._rights = {person.id: right for person, right in sheet.rights}
        clear(self._grid)
        self._show_roles(sheet)
        kept = sheet.row.kept and bool(sheet.rights)
        self._say(sheet)
        self._fixed.setVisible(kept)
        for at, (person, right) in enumerate(sheet.rights if kept else ()):
            self._grid.addWidget(ElidedLabel(names.person(person)), at, 0)
            self._grid.addWidget(self._choice(person, right), at, 1)
        self._show_without(sheet if kept else None)

    def _choice(self, person: Person, right: Right | None) -> Choice[Right | None]:
        made: Choice[Right | None] = Choice(
            [
                (None, translate("Accounts", "nothing")),
                (Right.USE, translate("Accounts", "may use")),
                (Right.SEE, translate("Accounts", "may see")),
            ],
            right,
        )
        made.setObjectName(f"right_{person.id}")
        words = translate("Accounts", "What {person} may do")
        made.setAccessibleName(words.format(person=names.person(person)))
        made.setMinimumContentsLength(8)
        made.activated.connect(lambda _at: self._chosen(person.id, made))
        return made

    def _chosen(self, person: PersonId, choice: Choice[Right | None]) -> None:
        """Say what is wanted, and show what is until it has come about."""
        chosen, before = choice.value(), self._rights[person]
        if chosen is not before:
            choice.choose(before)
            self.wanted.emit(person, chosen)

    def _say(self, sheet: AccountSheet) -> None:
        words = ""
        if not sheet.rights:
            words = translate("Accounts", "Nobody works here but owners, and those see everything.")
        elif not sheet.row.kept:
            words = translate(
                "Accounts", "Once the vault keeps the password, you say here who may use it."
            )
        self._says.setText(words)
        self._says.setVisible(bool(words))

    def _show_roles(self, sheet: AccountSheet) -> None:
        """Where people can have access of their own, that comes before a shared password."""
        clear(self._roles.body)
        roles = sheet.custody.roles
        offered = roles.delegated is True and bool(sheet.rights)
        self._roles.setVisible(offered)
        if not offered:
            return
        if roles.staff_need_password is False:
            words = translate(
                "Accounts",
                "Better than a password: {platform} gives each person access of their own.",
            )
        else:
            words = translate(
                "Accounts", "{platform} also gives people access of their own: look at that first."
            )
        self._roles.add(label(words.format(platform=sheet.row.name), wrap=True))
        page = sheet.pages.get("roles", "") or sheet.pages.get("help_roles", "")
        self._roles.add(steps_part(self._bridge, (roles.note,), page, name="roles"))

    def _show_without(self, sheet: AccountSheet | None) -> None:
        """A right opens nothing for somebody who has no passphrase yet."""
        able = {each.person.id for each in self._bridge.read(lambda reads, _p: openers(reads))}
        lacking = [
            names.person(person)
            for person, right in (sheet.rights if sheet else ())
            if right is not None and person.id not in able
        ]
        words = translate("Accounts", "{people} can use it once you gave a passphrase in People.")
        self._without.setText(words.format(people=formats.listed(lacking)) if lacking else "")
        self._without.setVisible(bool(lacking))
