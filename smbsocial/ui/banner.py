"""The band above an example business: nothing of the owner's own is touched."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.labels import ElidedLabel

translate = QCoreApplication.translate


class ExampleBanner(Card):
    """Says whose data this is, with the way back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("caution", name="example_banner")
        words = translate("Window", "This is an example business. Nothing of yours is touched.")
        said = ElidedLabel(words, "strong")
        said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        across = QHBoxLayout()
        across.addWidget(said, 1)
        across.addWidget(
            button(translate("Window", "Leave the example"), self.left.emit, name="leave_example")
        )
        self.body.setContentsMargins(theme.PAGE_MARGIN, theme.SPACE, theme.GAP, theme.SPACE)
        self.body.addLayout(across)
        self.hide()
