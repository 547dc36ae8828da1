"""Emergency kit and backups: what saves the business when the computer or a passphrase is lost."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from smbsocial.ui import theme
from smbsocial.ui.bridge import Bridge
from smbsocial.ui.vault.desk import VaultDesk
from smbsocial.ui.vault.safety_cards import BackupCard, CheckCard, ComputerCard, KitCard
from smbsocial.ui.vault.secret_form import DeskForm
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import row

translate = QCoreApplication.translate

WIDTH = theme.SPACE * 200


COLUMNS = 2


class SafetyForm(DeskForm):
    """Kit, backups, this computer and the check-up, a card each. Nothing secret stands in it."""

    def __init__(self, desk: VaultDesk, bridge: Bridge, parent: QWidget | None) -> None:
        super().__init__(translate("Safety", "Emergency kit and backups"), desk, parent)
        self._cards = (
            KitCard(self, bridge),
            BackupCard(self, bridge),
            ComputerCard(self, bridge),
            CheckCard(self, bridge),
        )
        grid = QGridLayout()
        grid.setSpacing(theme.GAP)
        for number, card in enumerate(self._cards):
            grid.addWidget(card, number // COLUMNS, number % COLUMNS)
            grid.setColumnStretch(number % COLUMNS, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.foot.addWidget(self.trouble)
        self.foot.addWidget(self.waits)
        close = button(translate("Safety", "Close"), self.accept, name="close")
        self.foot.addWidget(row(None, close))
        desk.changed.connect(self.refresh)
        bridge.changed.connect(self._heard)
        self.refresh()
        self.resize(WIDTH, self.height())

    def refresh(self) -> None:
        """Say how everything stands now."""
        for card in self._cards:
            card.refresh()

    def _heard(self, _changed: object) -> None:
        self.refresh()
