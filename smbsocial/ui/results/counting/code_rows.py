"""How codes and links look in their lists: what they are for, what came of them, what to do."""

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from smbsocial.domain.counter import Coupon
from smbsocial.ui import theme
from smbsocial.ui.text import formats
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Flow, row
from smbsocial.ui.widgets.labels import ElidedLabel, chip, label
from smbsocial.usecases.counting.sheets import CodeLine, LinkLine

translate = QCoreApplication.translate


class _Row(QWidget):
    """Words at the left that give way, buttons at the right."""

    def __init__(self) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, theme.SPACE, 0, theme.SPACE)
        across.setSpacing(theme.GAP)
        self._words = QVBoxLayout()
        self._words.setSpacing(theme.SPACE)
        across.addLayout(self._words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.SPACE * 2)
        across.addLayout(self._buttons)

    def _add(self, text: str, about: str, signal: SignalInstance, name: str) -> QPushButton:
        id = name.partition("-")[2]
        made = button(text, lambda: signal.emit(id), name=name)
        words = translate("Counter", "{verb}: {about}")
        made.setAccessibleName(words.format(verb=text, about=about))
        self._buttons.addWidget(made)
        return made


class CodeRow(_Row):
    """One code with its uses; `end` says what ends it, "" = nothing is left to end."""

    change_wanted = Signal(str)
    end_wanted = Signal(str)

    def __init__(self, line: CodeLine, end: str) -> None:
        super().__init__()
        coupon = line.coupon
        self.setObjectName(f"code-{coupon.id}")
        self._words.addWidget(row(label(coupon.code, "strong"), ElidedLabel(coupon.offer), None))
        chips: list[QWidget] = [chip(line.platform)]
        if line.about:
            chips.append(chip(line.about))
        chips.append(_beside_chips(label(days_words(coupon), "small")))
        self._words.addWidget(Flow(*chips))
        self._words.addWidget(label(uses_words(line), "muted", wrap=True, name=f"uses-{coupon.id}"))
        change = translate("Counter", "Change…")
        self._add(change, coupon.code, self.change_wanted, f"change_code-{coupon.id}")
        if end:
            self._add(end, coupon.code, self.end_wanted, f"end_code-{coupon.id}")


class LinkRow(_Row):
    """One link with the ways to use it."""

    copy_wanted = Signal(str)
    qr_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, line: LinkLine) -> None:
        super().__init__()
        link = line.link
        self.setObjectName(f"link-{link.id}")
        chips: list[QWidget] = [_beside_chips(label(link.campaign, "strong")), chip(line.platform)]
        if line.about:
            chips.append(chip(line.about))
        self._words.addWidget(Flow(*chips))
        self._words.addWidget(ElidedLabel(link.url, "small"))
        self._words.addWidget(label(clicks_words(line), "muted", wrap=True))
        copy = translate("Counter", "Copy link")
        self._add(copy, link.campaign, self.copy_wanted, f"copy_link-{link.id}")
        qr = translate("Counter", "QR code…")
        self._add(qr, link.campaign, self.qr_wanted, f"qr_link-{link.id}")
        remove = translate("Counter", "Remove")
        self._add(remove, link.campaign, self.removal_wanted, f"remove_link-{link.id}")


def _beside_chips(words: QLabel) -> QLabel:
    """On one line with the words of the chips."""
    words.setContentsMargins(0, theme.SPACE // 2, 0, 0)
    return words


def days_words(coupon: Coupon) -> str:
    """From when to when a code runs."""
    first = formats.day_year(coupon.starts)
    if coupon.ends is None:
        return translate("Counter", "from {day}").format(day=first)
    if coupon.ends == coupon.starts:
        return translate("Counter", "on {day}").format(day=first)
    words = translate("Counter", "{first} to {last}")
    return words.format(first=first, last=formats.day_year(coupon.ends))


def uses_words(line: CodeLine) -> str:
    """How often a code was used, and how that is known."""
    if not line.uses:
        return translate("Counter", "Not used yet.")
    said = [translate("Counter", "Used by %n person(s)", "", line.uses)]
    if line.at_counter and line.in_tills:
        counter, tills = formats.number(line.at_counter), formats.number(line.in_tills)
        words = translate("Counter", "{counter} at the counter, {tills} in imported files")
        said.append(words.format(counter=counter, tills=tills))
    elif line.at_counter:
        said.append(translate("Counter", "counted at the counter"))
    else:
        said.append(translate("Counter", "found in imported files"))
    if line.revenue is not None:
        money = translate("Counter", "{money} taken")
        said.append(money.format(money=formats.money(line.revenue)))
    return " · ".join(said)


def clicks_words(line: LinkLine) -> str:
    """Clicks where a report tells them, else where they can be read."""
    if line.clicks is not None:
        words = translate("Counter", "%n click(s) on the post’s link", "", line.clicks)
        told = translate("Counter", "{clicks}, says {platform}")
        return told.format(clicks=words, platform=line.platform)
    words = translate("Counter", "Your website’s statistics show its visits under “{campaign}”.")
    return words.format(campaign=line.link.campaign)
