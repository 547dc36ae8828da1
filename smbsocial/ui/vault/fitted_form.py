"""Forms as high as their lines are at each moment, also after a line came or went."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QWidget
from typing_extensions import override

from smbsocial.ui.widgets.forms import FORM_WIDTH, Form


class FittedForm(Form):
    """Wrapped lines ask for the height of their narrowest form; here they get what they need."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def fit(self) -> None:
        """As high as the lines are now: an error came, or a part unfolded."""
        self.body.invalidate()
        self.body.activate()
        self.setMinimumWidth(max(FORM_WIDTH, self.body.totalMinimumSize().width()))
        width = max(self.width(), self.minimumWidth())
        wanted = self.body.totalHeightForWidth(width)
        if wanted <= 0:
            wanted = self.body.totalSizeHint().height()
        self.setMinimumHeight(wanted)
        self.resize(width, wanted)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """No higher than its lines."""
        super().showEvent(event)
        self.fit()
