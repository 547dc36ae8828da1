"""Which post of the calendar a result is: those near its day, or none of them."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget
from typing_extensions import override

from smbsocial.domain.content import Post, Status
from smbsocial.domain.errors import ExpectedError
from smbsocial.domain.ids import PostId
from smbsocial.ui.text import formats
from smbsocial.ui.text.errors import sentence
from smbsocial.ui.widgets.forms import Form
from smbsocial.ui.widgets.labels import label
from smbsocial.usecases.counting.places import platform_name
from smbsocial.usecases.importing.sheets import ResultLine
from smbsocial.usecases.ports import Ports, Reads

translate = QCoreApplication.translate

NEAR = timedelta(days=10)
MOST = 24
NONE = -2
LONGEST = 70


def candidates(reads: Reads, ports: Ports, of: ResultLine) -> tuple[tuple[Post, str], ...]:
    """Posts that a result may be, the likeliest first, each with its platform's name."""
    day = of.matched.result.day
    near = [p for p in reads.posts(day - NEAR, day + NEAR) if p.status is not Status.SKIPPED]
    near.sort(key=lambda p: (p.platform != of.matched.result.source, abs(p.day - day), p.at))
    first = [post for post in (of.post, *of.proposed) if post is not None]
    known = {post.id: post for post in (*first, *near)}
    return tuple((post, platform_name(ports, post.platform)) for post in known.values())[:MOST]


class MatchForm(Form):
    """`ask(keep)` gives the post's id, None for none of them."""

    def __init__(
        self, of: ResultLine, offered: Sequence[tuple[Post, str]], parent: QWidget | None
    ) -> None:
        super().__init__(translate("Import", "Which post of the calendar is it?"), parent)
        self.setObjectName("match_form")
        result = of.matched.result
        day = label(formats.day_year(result.day), "muted")
        self.body.addWidget(day)
        text = " ".join(result.title.split())[:LONGEST]
        if text:
            said = translate("Import", "“{text}”").format(text=text)
            self.body.addWidget(label(said, wrap=True, name="match_text"))
        self._posts = [post.id for post, _platform in offered]
        self._group = QButtonGroup(self)
        for at, (post, platform) in enumerate(offered):
            told = translate("Import", "{day}, {platform}: {title}")
            title = post.title if len(post.title) <= LONGEST else post.title[: LONGEST - 1] + "…"
            day_ = formats.day_short(post.day)
            words = told.format(day=day_, platform=platform, title=title)
            self._add(at, words, f"post-{post.id}", chosen=post == of.post)
        none = translate("Import", "None of them")
        self._add(NONE, none, "post-none", chosen=of.post is None and of.matched.how is not None)
        self._trouble = label("", "error", wrap=True, name="trouble")
        self._trouble.hide()
        self.foot.addWidget(self._trouble)
        self.close_with(translate("Import", "Keep")).clicked.connect(self._confirm)
        chosen = self._group.checkedButton() or self._group.buttons()[0]
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say what went wrong."""
        self._trouble.setText(sentence(error))
        self._trouble.show()

    def _add(self, at: int, words: str, name: str, *, chosen: bool) -> None:
        radio = QRadioButton(words)
        radio.setObjectName(name)
        radio.setAccessibleName(words)
        radio.setChecked(chosen)
        self._group.addButton(radio, at)
        self.body.addWidget(radio)

    def _confirm(self) -> None:
        at = self._group.checkedId()
        if at == -1:
            self._trouble.setText(translate("Import", "Please choose one, or none of them."))
            self._trouble.show()
            return
        post: PostId | None = None if at == NONE else self._posts[at]
        self.take(post)
