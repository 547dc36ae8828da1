"""What would make it realistic: single changes, each a button that applies it."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout

from smbsocial.domain.assessment.values import Assessment, Verdict
from smbsocial.domain.brief import Brief
from smbsocial.ui import theme
from smbsocial.ui.text import assessment as words
from smbsocial.ui.widgets.buttons import WrapButton
from smbsocial.ui.widgets.cards import Card, clear
from smbsocial.ui.widgets.labels import label

translate = QCoreApplication.translate


class LeverCard(Card):
    """Each lever alone is enough; without one it says that none is."""

    lever_wanted = Signal(object)  # domain.assessment.values.Lever

    def __init__(self) -> None:
        super().__init__(name="levers")
        self._title = label("", "section", wrap=True)
        self.add(self._title)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.SPACE * 2)
        self.body.addLayout(self._column)

    def show_levers(self, found: Assessment, brief: Brief) -> None:
        """Show the levers of an assessment."""
        clear(self._column)
        realistic = found.verdict is Verdict.REALISTIC
        if realistic:
            self._title.setText(translate("Wizard", "It is realistic as it stands"))
            text = translate("Wizard", "Less would do too: try fewer hours.")
        elif found.levers:
            self._title.setText(translate("Wizard", "What would make it realistic"))
            text = translate("Wizard", "One of these is enough.")
        else:
            self._title.setText(translate("Wizard", "No single change makes it realistic"))
            text = translate(
                "Wizard", "Another goal may fit better, or staying off until things change."
            )
        self._column.addWidget(label(text, "small", wrap=True))
        for lever in found.levers:
            made = WrapButton(words.lever(lever, brief), partial(self.lever_wanted.emit, lever))
            made.setObjectName(f"lever_{lever.kind.value}")
            self._column.addWidget(made)
