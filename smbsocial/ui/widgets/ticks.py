"""Boxes to tick."""

from PySide6.QtWidgets import QCheckBox
from typing_extensions import override


class TickBox(QCheckBox):
    """Is also `clicked` by a screen reader, which only toggles it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._expected = False
        self.toggled.connect(self._toggled)

    @override
    def setChecked(self, checked: bool) -> None:
        """Tick or untick it: nobody has clicked it."""
        before, self._expected = self._expected, True
        super().setChecked(checked)
        self._expected = before

    @override
    def nextCheckState(self) -> None:
        """What a click does."""
        before, self._expected = self._expected, True
        super().nextCheckState()
        self._expected = before

    def _toggled(self, checked: bool) -> None:
        if not self._expected:
            self.clicked[bool].emit(checked)  # type: ignore[index]
