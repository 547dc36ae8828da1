"""Page 7: the communities that posts are written for, each apart."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit
from typing_extensions import override

from smbsocial.domain.answers import CommunitiesAnswers, CommunityAnswer, Page
from smbsocial.ui import theme
from smbsocial.ui.widgets.buttons import button
from smbsocial.ui.widgets.cards import Card
from smbsocial.ui.widgets.fields import Field
from smbsocial.ui.widgets.labels import label
from smbsocial.ui.wizard.page import Desk, WizardPage
from smbsocial.ui.wizard.rows import Rows

translate = QCoreApplication.translate

LONGEST_NAME = 200


class CommunitiesPage(WizardPage):
    """What the trade usually finds stands there; each line can be changed or taken away."""

    page = Page.COMMUNITIES

    @override
    def head(self) -> tuple[str, str]:
        return (
            translate("Wizard", "Whom do you write for?"),
            translate(
                "Wizard",
                "Every post is for one community. Two or three are plenty; the first comes first.",
            ),
        )

    @override
    def build(self) -> None:
        self._said: tuple[CommunityAnswer, ...] | None = None
        tip = Card("quiet")
        tip.add(label(translate("Wizard", "How to find one"), "strong"))
        text = translate(
            "Wizard",
            "Cross who they are with what they love: young parents who run, students who read,"
            " vegans who cook. The narrower, the more they react.",
        )
        tip.add(label(text, "muted", wrap=True))
        verb = translate("Wizard", "Add a community")
        self._rows: Rows[CommunityRow] = Rows(verb, self._new, self._changed)
        self.body.addWidget(tip)
        self.body.addWidget(self._rows)
        self.body.addStretch(1)

    @override
    def show_desk(self, desk: Desk) -> None:
        self._said = desk.answers.communities.communities
        self._rows.clear()
        self.fields = {}
        for community in desk.brief.communities:
            self._rows.add().show_answer(CommunityAnswer(community.name, community.where))

    @override
    def read(self) -> CommunitiesAnswers:
        """Empty lines count as taken away; without any line the usual ones come back."""
        if self._said is None and not self.touched:
            return CommunitiesAnswers()
        found = tuple(each for each in (row.read() for row in self._rows.rows) if each.name)
        return CommunitiesAnswers(found or None)

    def _new(self) -> "CommunityRow":
        made = CommunityRow()
        at = len(self._rows.rows)
        self.fields[f"{at}.name"] = made.name
        self.watch("communities", made.name.editor)
        self.watch("communities", made.where.editor)
        made.remove_wanted.connect(lambda: self._rows.remove(made))
        return made

    def _changed(self) -> None:
        self.fields = {f"{at}.name": row.name for at, row in enumerate(self._rows.rows)}
        self.decided.emit("communities")


class CommunityRow(Card):
    """Who they are and where they are found."""

    remove_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(name="community_row")
        name, where = QLineEdit(), QLineEdit()
        name.setMaxLength(LONGEST_NAME)
        where.setMaxLength(LONGEST_NAME)
        where.setPlaceholderText(translate("Wizard", "a group, a street, a hashtag"))
        self.name = Field(translate("Wizard", "Community"), name)
        self.where = Field(translate("Wizard", "Where they are found"), where)
        self.setFocusProxy(name)
        self._name, self._where = name, where
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.name, 3)
        line.addWidget(self.where, 2)
        remove = button(translate("Wizard", "Take away"), self.remove_wanted.emit, flat=True)
        line.addWidget(remove)
        self.body.addLayout(line)

    def show_answer(self, answer: CommunityAnswer) -> None:
        """Show a community from its beginning."""
        self._name.setText(answer.name)
        self._where.setText(answer.where)
        self._name.setCursorPosition(0)
        self._where.setCursorPosition(0)

    def read(self) -> CommunityAnswer:
        """What stands here."""
        return CommunityAnswer(self._name.text().strip(), self._where.text().strip())
