"""The cards of “Emergency kit and backups”, each with what can be done about it."""

from abc import abstractmethod
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from typing_extensions import override

from smbsocial.domain.access_log import ChainState
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import AccountId
from smbsocial.domain.vault import MetaKey, SlotKind
from smbsocial.ui import dialogs
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.text import formats, names
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.vault.kit_form import KitForm
from smbsocial.ui.vault.kit_pages import first_backup
from smbsocial.ui.vault.old_key import OldKeyNote
from smbsocial.ui.vault.own_passphrase import OwnPassphraseForm
from smbsocial.ui.vault.secret_form import DeskForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card, Flow, row
from smbsocial.ui.widgets.files import pick_folder
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.ui.widgets.ticks import TickBox
from smbsocial.usecases.lookup import the_business
from smbsocial.usecases.register import register_sheet
from smbsocial.usecases.vault.backups import back_up
from smbsocial.usecases.vault.checkup import LATE, KeysCheck, VaultCheck, check_vault
from smbsocial.usecases.vault.grants import end_login_alone
from smbsocial.usecases.vault.ports import BackupFile
from smbsocial.usecases.vault.session import VaultState, meta, meta_instant, slot_of
from smbsocial.usecases.vault.setting_up import has_kit
from smbsocial.usecases.vault.unlocking import openers, put_login_slot
from smbsocial.usecases.vault.watching import accept_log, look_at_whole_log

translate = QCoreApplication.translate


class SafetyCard(Card):
    """A title, how it stands in a word, a line or two, and buttons."""

    def __init__(self, form: DeskForm, bridge: Bridge, title: str, *, name: str) -> None:
        super().__init__(name=name)
        self.form = form
        self.desk = form.desk
        self.bridge = bridge
        self._chip = chip("")
        self.add(row(label(title, "section"), None, self._chip))
        self.says = label("", wrap=True, name=f"{name}_says")
        self.add(self.says)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    @abstractmethod
    def refresh(self) -> None:
        """Say how it stands now."""

    def stand(self, word: str, tone: str) -> None:
        """The word at the right, in its colour."""
        self._chip.setProperty("tone", tone)
        self._chip.style().unpolish(self._chip)
        self._chip.style().polish(self._chip)
        self._chip.show_text(word)
        self._chip.setVisible(bool(word))

    def day(self, at: datetime) -> str:
        """The local day of an instant, in words."""
        business = self.bridge.read(lambda reads, _ports: the_business(reads))
        zone = business.zone if business else "UTC"
        return formats.day_year(at.astimezone(ZoneInfo(zone)).date())

    def meta_text(self, key: MetaKey) -> str | None:
        """One fact about the vault."""
        return self.bridge.read(lambda reads, _ports: meta(reads, key))

    def meta_at(self, key: MetaKey) -> datetime | None:
        """One instant of the vault's."""
        return self.bridge.read(lambda reads, _ports: meta_instant(reads, key))


class KitCard(SafetyCard):
    """The emergency kit: since when, and another one."""

    def __init__(self, form: DeskForm, bridge: Bridge) -> None:
        super().__init__(form, bridge, translate("Safety", "Emergency kit"), name="kit_card")
        self._make = button("", self._new, name="new_kit")
        self.add(row(self._make, None))

    @override
    def refresh(self) -> None:
        made = self.meta_at(MetaKey.KIT_CONFIRMED_AT)
        there = self.bridge.read(lambda reads, _ports: has_kit(reads))
        self.stand(*_good_or(translate("Safety", "missing"), good=there))
        if there and made is not None:
            words = translate("Safety", "Made on {day}. Is the page where it belongs?")
            self.says.setText(words.format(day=self.day(made)))
            self._make.setText(translate("Safety", "Make a new kit…"))
        elif self.desk.state is VaultState.NONE:
            self.says.setText(translate("Safety", "It comes with the vault, which keeps passwords"
                                        " and is not set up yet."))  # fmt: skip
            self._make.setText(translate("Safety", "Set up the vault…"))
        else:
            self.says.setText(translate("Safety", "Without it nobody can open the vault when the"
                                        " passphrase is lost."))  # fmt: skip
            self._make.setText(translate("Safety", "Finish the kit…"))
        self._make.setAccessibleName(self._make.text())

    def _new(self) -> None:
        if self.desk.state is VaultState.READY:
            self.desk.with_unlocked(self._ask_new, owner=True)
        else:
            self.desk.with_unlocked(self.refresh, owner=True)

    def _ask_new(self) -> None:
        KitForm.anew(self.desk, self.bridge, self.form).open()


class BackupCard(SafetyCard):
    """The backups: where, how old, one more now."""

    def __init__(self, form: DeskForm, bridge: Bridge) -> None:
        super().__init__(form, bridge, translate("Safety", "Encrypted backups"), name="backup_card")
        self._where = ElidedLabel("", "small")
        self.add(self._where)
        self._now = button(translate("Safety", "Back up now"), self._back_up, name="back_up_now")
        self._choose = button(
            translate("Safety", "Choose the folder…"), self._pick, name="choose_backup_folder"
        )
        self.add(Flow(self._now, self._choose))

    @override
    def refresh(self) -> None:
        folder, last = self.meta_text(MetaKey.BACKUP_FOLDER), self.meta_at(MetaKey.BACKUP_AT)
        now = self.bridge.ports.clock.now()
        fresh = bool(folder) and last is not None and now - last <= LATE
        self.stand(*_good_or(translate("Safety", "due"), good=fresh))
        ready = self.desk.state is VaultState.READY
        self._now.setEnabled(ready and bool(folder))
        self._choose.setEnabled(ready)
        self._where.setVisible(bool(folder))
        self._where.show_text(
            translate("Safety", "Folder: {folder}").format(folder=folder) if folder else ""
        )
        if not folder:
            self.says.setText(sentence(ExpectedError(Code.NO_BACKUP_FOLDER)))
        elif last is None:
            self.says.setText(translate("Safety", "No backup was written there yet."))
        else:
            days = max(0, (now - last).days)
            fresh_words = translate("Safety", "The last good one is of {day}.")
            words = translate("Safety", "The last good one is of {day}. Days old: {days}.")
            told = words if days else fresh_words
            self.says.setText(told.format(day=self.day(last), days=formats.number(days)))

    def _back_up(self) -> None:
        self.form.run(back_up, self._written)

    def _pick(self) -> None:
        self.desk.with_unlocked(lambda: pick_folder(self.form, self.take_folder), owner=True)

    def take_folder(self, folder: Path) -> None:
        """Backups go there from now on, if one can be written there."""
        self.form.run(lambda vault: first_backup(vault, folder), self._written)

    def _written(self, done: BackupFile) -> None:
        self.refresh()
        words = translate("Safety", "A backup was written and read back: {path}")
        self.bridge.told.emit(words.format(path=done.path), False)


class ComputerCard(SafetyCard):
    """This computer login alone, and one's own passphrase."""

    def __init__(self, form: DeskForm, bridge: Bridge) -> None:
        super().__init__(
            form, bridge, translate("Safety", "Unlocking on this computer"), name="computer_card"
        )
        self._alone = TickBox(translate("Safety", "This computer login is mine alone"))
        self._alone.setObjectName("login_alone")
        self._alone.clicked.connect(self._turn)
        self.add(self._alone)
        gives_up = translate(
            "Safety",
            "Then the vault opens without the passphrase, and whoever gets at this computer login"
            " gets at every password.",
        )
        self.add(label(gives_up, "small", wrap=True))
        self.add(OldKeyNote(form.desk, bridge))
        change = button(
            translate("Safety", "Change my passphrase…"), self._change, name="change_passphrase"
        )
        self.add(row(change, None))

    @override
    def refresh(self) -> None:
        opened = self.desk.opened
        self.setVisible(self.desk.state is VaultState.READY)
        self.stand("", "")
        self.says.setVisible(opened is None or not opened.owner)
        self.says.setText(
            translate("Safety", "The vault is locked: a change asks you to unlock.")
            if opened is None
            else translate("Safety", "Only an owner’s login can open the vault by itself.")
        )
        self._alone.setEnabled(opened is None or opened.owner)
        self._alone.setChecked(self._is_alone())

    def _is_alone(self) -> bool:
        opened = self.desk.opened
        if opened is None:
            return False
        person = opened.person
        slot = self.bridge.read(lambda reads, _ports: slot_of(reads, SlotKind.LOGIN, person))
        return slot is not None

    def _turn(self, wanted: bool) -> None:
        """The box shows what holds, so it turns back until it is done."""
        self._alone.setChecked(not wanted)
        self.desk.with_unlocked(lambda: self._set(wanted), owner=True)

    def _set(self, wanted: bool) -> None:
        if wanted:
            if self._is_meant():
                self.form.run(put_login_slot, lambda _none: self.refresh())
        else:
            self.form.run(end_login_alone, lambda _none: self.refresh())

    def _is_meant(self) -> bool:
        """Staff who sit at this computer would be let in as the owner: that is asked first."""
        staff = [
            names.person(each.person)
            for each in self.bridge.read(lambda reads, _ports: openers(reads))
            if not each.owner
        ]
        if not staff:
            return True
        words = translate(
            "Safety",
            "{people} can unlock this vault, too. If they sit at this computer under this login,"
            " the vault opens for them as if they were you, with every password. Is this login"
            " yours alone?",
        )
        verb = translate("Safety", "It is mine alone")
        return dialogs.confirm(self.form, words.format(people=formats.listed(staff)), verb)

    def _change(self) -> None:
        self.desk.with_unlocked(self._ask_passphrase)

    def _ask_passphrase(self) -> None:
        opened = self.desk.opened
        if opened is not None:
            OwnPassphraseForm(self.desk, self.bridge, opened.person, self.form).open()


class CheckCard(SafetyCard):
    """Looks at the log, the entries of the keyring and the backups, and says what it found."""

    def __init__(self, form: DeskForm, bridge: Bridge) -> None:
        super().__init__(form, bridge, translate("Safety", "Is everything there?"), name="check")
        log = button(translate("Safety", "Check the access log"), self._check_log, name="check_log")
        everything = button(
            translate("Safety", "Check log, passwords and backups"),
            self._check_all,
            name="check_all",
        )
        self._accept = button(
            translate("Safety", "I have looked into it: watch it from here on"),
            self._accept_log,
            name="accept_log",
        )
        self._accept.hide()
        self.add(Flow(log, everything))
        self.add(row(self._accept, None))
        self._quiet()

    @override
    def refresh(self) -> None:
        self.setVisible(self.desk.state is not VaultState.NONE)

    def _quiet(self) -> None:
        self.stand("", "")
        self.says.setText(
            translate(
                "Safety",
                "Every entry of the log is tied to the one before it, so that a change shows."
                " Passwords are looked for, and not opened.",
            )
        )

    def _check_log(self) -> None:
        self.desk.attempt(lambda vault: self._show_log(look_at_whole_log(vault)))

    def _check_all(self) -> None:
        self.form.run(check_vault, self._show_all)

    def _show_log(self, log: ChainState) -> None:
        self._accept.setVisible(log.broken is not None)
        self.stand(*_good_or(translate("Safety", "look into it"), good=log.broken is None))
        self.says.setText(log_line(log))

    def _show_all(self, found: VaultCheck) -> None:
        self._accept.setVisible(found.log.broken is not None)
        self.stand(*_good_or(translate("Safety", "look into it"), good=found.good))
        names = {row.account.id: row.name for row in self.bridge.read(register_sheet).rows}
        lines = [log_line(found.log)]
        if found.store.trouble is not None:
            lines.append(sentence(found.store.trouble))
        else:
            lines += keys_lines(found.keys, names)
        if found.backup.trouble is not None:
            lines.append(sentence(found.backup.trouble))
        elif found.backup.late:
            lines.append(translate("Safety", "A new backup is due."))
        else:
            lines.append(translate("Safety", "The newest backup is fresh."))
        self.says.setText("\n".join(lines))

    def _accept_log(self) -> None:
        self.desk.with_unlocked(self._accepted, owner=True)

    def _accepted(self) -> None:
        if self.desk.attempt(accept_log):
            self._accept.hide()
            self._quiet()


def log_line(log: ChainState) -> str:
    """How the log stands, with what the weekly summary names it by."""
    if log.broken is not None:
        return sentence(ExpectedError(Code.LOG_BROKEN, seq=log.seq))
    words = translate("Safety", "The access log is whole. Entries: {count}, the last one {head}.")
    return words.format(count=formats.number(log.seq), head=log.head.hex()[:8])


def keys_lines(keys: KeysCheck, names: dict[AccountId, str]) -> list[str]:
    """What is missing in the keyring, or that nothing is."""
    lines = []
    for words, ids in (
        (translate("Safety", "Gone from the system's password store: {names}."), keys.missing),
        (translate("Safety", "Changed from outside: {names}."), keys.damaged),
    ):
        if ids:
            lines.append(words.format(names=formats.listed([names.get(id, id) for id in ids])))
    if keys.lost_devices:
        lines.append(
            translate(
                "Safety",
                "A key of this computer is gone: somebody's passphrase does not open the vault any"
                " more.",
            )
        )
    if keys.good:
        words = translate("Safety", "Every password is there. Kept: {count}.")
        lines.append(words.format(count=formats.number(keys.records)))
    return lines


def _good_or(word: str, *, good: bool) -> tuple[str, str]:
    return (translate("Safety", "good"), "good") if good else (word, "caution")
