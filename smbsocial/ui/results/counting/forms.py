"""Short forms of the counter: a code, a tagged link, an expense."""

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from smbsocial.domain.counter import Coupon
from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PillarId, PlatformKey, PostId
from smbsocial.domain.turns import Expense, Spending
from smbsocial.ui.text import counting, formats
from smbsocial.ui.widgets.fields import Choice, DayEdit, Field, MoneyEdit
from smbsocial.ui.widgets.forms import Form
from smbsocial.usecases.counting.codes import CodeSaid, LinkSaid
from smbsocial.usecases.counting.sheets import Offers
from smbsocial.usecases.counting.spending import FOR_ALL, Spent

translate = QCoreApplication.translate


class AboutChoice(Choice[str]):
    """The whole platform, a pillar, or one of the platform's posts."""

    WHOLE = ""

    def __init__(self, offers: Offers) -> None:
        super().__init__()
        self._offers = offers

    def show_platform(self, platform: PlatformKey | None, chosen: str | None = None) -> None:
        """Offer what is on a platform; what was chosen stays where it is offered."""
        kept = chosen if chosen is not None else self.value() or self.WHOLE
        pillar = translate("Counter", "Pillar: {name}")
        post = translate("Counter", "Post of {day}: {title}")
        offered: list[tuple[str, str]] = [
            (self.WHOLE, translate("Counter", "everything there")),
            *((each.id, pillar.format(name=each.name)) for each in self._offers.pillars),
            *(
                (each.id, post.format(day=formats.day_short(each.day), title=each.title))
                for each in self._offers.posts
                if each.platform == platform
            ),
        ]
        known = kept in dict(offered)
        self.show_options(offered, kept if known else self.WHOLE)

    @property
    def post(self) -> PostId | None:
        """The post, if one is chosen."""
        return next((each.id for each in self._offers.posts if each.id == self.value()), None)

    @property
    def pillar(self) -> PillarId | None:
        """The pillar, if one is chosen."""
        return next((each.id for each in self._offers.pillars if each.id == self.value()), None)


class _FieldsForm(Form):
    """A form whose errors stand at the field of their name, else at the first."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self._fields: dict[str, Field] = {}

    @override
    def show_error(self, error: ExpectedError) -> None:
        """Say at its field what cannot be kept."""
        first = next(iter(self._fields.values()))
        self._fields.get(error.field or "", first).show_error(error)

    def _add(self, name: str, title: str, editor: QWidget, hint: str = "") -> None:
        self._fields[name] = Field(title, editor, hint=hint, name=name)
        self.body.addWidget(self._fields[name])

    def _clear_errors(self) -> None:
        for field in self._fields.values():
            field.show_error(None)


class CodeForm(_FieldsForm):
    """A code or word that customers name: for which platform, and from when to when."""

    def __init__(
        self, offers: Offers, today: date, coupon: Coupon | None, parent: QWidget | None
    ) -> None:
        title = translate("Counter", "Change the code {code}") if coupon else ""
        words = title.format(code=coupon.code) if coupon else ""
        super().__init__(words or translate("Counter", "A new code"), parent)
        self._kept = coupon
        self._code = QLineEdit(coupon.code if coupon else "")
        self._offer = QLineEdit(coupon.offer if coupon else "")
        self._platform = _platform_choice(offers, coupon.platform if coupon else None)
        self._about = AboutChoice(offers)
        self._starts = DayEdit(coupon.starts if coupon else today)
        self._open = QCheckBox(translate("Counter", "It runs until I end it"))
        self._open.setObjectName("open_end")
        self._ends = DayEdit(coupon.ends if coupon and coupon.ends else today)
        self._build()
        chosen = (coupon.post or coupon.pillar or "") if coupon else ""
        self._about.show_platform(self._platform.value(), chosen)
        self._open.setChecked(coupon is None or coupon.ends is None)
        verb = translate("Counter", "Keep") if coupon else translate("Counter", "Make the code")
        self.close_with(verb).clicked.connect(self._confirm)
        self._code.setFocus()

    def _build(self) -> None:
        code = translate("Counter", "Short, easy to say and to spell. SOUP and soup are the same.")
        self._add("code", translate("Counter", "Code or word"), self._code, code)
        self._add("offer", translate("Counter", "What they get for it"), self._offer)
        one = translate("Counter", "One code for each platform: so you know who sent people.")
        self._add("platform", translate("Counter", "Platform"), self._platform, one)
        self._add("post", translate("Counter", "For"), self._about)
        self._add("starts", translate("Counter", "From"), self._starts)
        self.body.addWidget(self._open)
        self._add("ends", translate("Counter", "Last day"), self._ends)
        self._platform.currentIndexChanged.connect(
            lambda _at: self._about.show_platform(self._platform.value())
        )
        self._open.toggled.connect(self._open_toggled)

    def _open_toggled(self, is_open: bool) -> None:
        self._fields["ends"].setVisible(not is_open)

    def _confirm(self) -> None:
        self._clear_errors()
        said = CodeSaid(
            code=self._code.text(),
            offer=self._offer.text(),
            platform=self._platform.value() or PlatformKey(""),
            starts=self._starts.value(),
            ends=None if self._open.isChecked() else self._ends.value(),
            post=self._about.post,
            pillar=self._about.pillar,
        )
        self.take(said)


class LinkForm(_FieldsForm):
    """A page of the business, and what the link to it is for."""

    def __init__(self, offers: Offers, website: str, parent: QWidget | None) -> None:
        super().__init__(translate("Counter", "A new link"), parent)
        self._url = QLineEdit(website)
        self._url.setPlaceholderText("https://")
        self._platform = _platform_choice(offers, None)
        self._campaign = QLineEdit()
        self._about = AboutChoice(offers)
        self._add("url", translate("Counter", "Page it leads to"), self._url)
        self._add("platform", translate("Counter", "Platform"), self._platform)
        campaign = translate("Counter", "A word or two, as your website’s statistics will show it.")
        self._add("campaign", translate("Counter", "What it is about"), self._campaign, campaign)
        self._add("post", translate("Counter", "For"), self._about)
        self._about.show_platform(self._platform.value())
        self._platform.currentIndexChanged.connect(
            lambda _at: self._about.show_platform(self._platform.value())
        )
        self.close_with(translate("Counter", "Make the link")).clicked.connect(self._confirm)
        (self._campaign if website else self._url).setFocus()

    def _confirm(self) -> None:
        self._clear_errors()
        said = LinkSaid(
            url=self._url.text(),
            platform=self._platform.value() or PlatformKey(""),
            campaign=self._campaign.text(),
            post=self._about.post,
            pillar=self._about.pillar,
        )
        self.take(said)


class ExpenseForm(_FieldsForm):
    """What was spent, when, on what, and for which platform."""

    def __init__(
        self,
        offers: Offers,
        today: date,
        currency: str,
        expense: Expense | None,
        parent: QWidget | None,
    ) -> None:
        title = (
            translate("Counter", "Change an expense")
            if expense
            else translate("Counter", "A new expense")
        )
        super().__init__(title, parent)
        self._amount = MoneyEdit(currency, expense.amount if expense else None)
        self._day = DayEdit(expense.day if expense else today)
        kinds = [(each, counting.spending(each)) for each in Spending]
        self._kind: Choice[Spending] = Choice(kinds, expense.kind if expense else Spending.ADS)
        self._platform: Choice[PlatformKey] = Choice(
            [
                (FOR_ALL, translate("Counter", "all of them")),
                *((each.key, each.name) for each in offers.platforms),
            ],
            expense.platform if expense else FOR_ALL,
        )
        none = (PillarId(""), translate("Counter", "no pillar in particular"))
        pillars = [none, *((each.id, each.name) for each in offers.pillars)]
        chosen = (expense.pillar if expense else None) or none[0]
        self._pillar: Choice[PillarId] = Choice(pillars, chosen)
        self._note = QLineEdit(expense.note if expense else "")
        amount = translate("Counter", "Amount ({currency})")
        symbol = formats.symbol(currency)
        self._add("amount", amount.format(currency=symbol), self._amount)
        self._add("day", translate("Counter", "Day"), self._day)
        self._add("kind", translate("Counter", "Spent on"), self._kind)
        self._add("platform", translate("Counter", "For platform"), self._platform)
        self._add("pillar", translate("Counter", "For pillar"), self._pillar)
        self._add("note", translate("Counter", "Note"), self._note)
        verb = translate("Counter", "Keep") if expense else translate("Counter", "Add the expense")
        self.close_with(verb).clicked.connect(self._confirm)
        self._amount.setFocus()

    def _confirm(self) -> None:
        self._clear_errors()
        try:
            amount = self._amount.value()
        except ExpectedError as error:
            self._fields["amount"].show_error(error)
            return
        if amount is None:
            self._fields["amount"].show_error(ExpectedError(Code.EMPTY))
            return
        said = Spent(
            day=self._day.value(),
            kind=self._kind.value() or Spending.ADS,
            amount=amount,
            platform=self._platform.value() or FOR_ALL,
            pillar=self._pillar.value() or None,
            note=self._note.text(),
        )
        self.take(said)


def _platform_choice(offers: Offers, chosen: PlatformKey | None) -> Choice[PlatformKey]:
    """The platforms, at first the one that is used most."""
    offered = [(each.key, each.name) for each in offers.platforms]
    return Choice(offered, chosen or (offered[0][0] if offered else None))
