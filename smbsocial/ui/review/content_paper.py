"""The review's page on content, on paper."""

from html import escape

from PySide6.QtCore import QCoreApplication

from smbsocial.domain.review import ReviewWord
from smbsocial.ui.text import returns
from smbsocial.ui.text import review_results as words
from smbsocial.usecases.reviewing.content import ContentCard, ContentNumbers, ContentSheet

translate = QCoreApplication.translate


def content_html(sheet: ContentSheet, numbers: ContentNumbers | None) -> str:
    """Every card with its words and figures; `numbers` None: they could not be worked out."""
    if not sheet.cards:
        return f"<p>{escape(translate('Review', 'No kind of content is planned'))}</p>"
    said = words.unmeasured(numbers) if numbers is not None else ""
    cards = "".join(_card(card, numbers, sheet.currency) for card in sheet.cards)
    return (f"<p>{escape(said)}</p>" if said else "") + cards


def _card(card: ContentCard, numbers: ContentNumbers | None, currency: str) -> str:
    id = card.pillar.id
    part = numbers.parts.get(id) if numbers is not None else None
    examples = numbers.examples.get(id) if numbers is not None else None
    proposed = numbers.proposed.get(id) if numbers is not None else None
    lines = [words.facts(card, part, currency)]
    if examples is not None:
        lines.append(words.best(examples))
        lines += [words.worst(examples.worst)] if examples.worst is not None else []
    lines += [words.own_rule(line, currency) for line in card.rules]
    if part is not None and part.ratio is not None:
        value = returns.per_one(part.ratio.typical, currency)
        range_ = returns.ratio_range(part.ratio, currency)
        text = translate("Review", "{title}: {value} ({range}). {evidence}")
        title, sure = words.bar_title(currency), words.evidence(part)
        lines.append(text.format(title=title, value=value, range=range_, evidence=sure))
    if proposed is not None:
        lines.append(words.proposal(proposed, part, currency))
    body = "<br/>".join(escape(line) for line in lines)
    return (
        f"<h2>{escape(card.pillar.name)}: {escape(words.why(card.pillar))}</h2>"
        f"<p>{body}</p><p><b>{escape(_word(card.word))}.</b> {escape(card.text)}</p>"
    )


def _word(word: ReviewWord | None) -> str:
    return words.word(word) if word is not None else translate("Review", "No word yet")
