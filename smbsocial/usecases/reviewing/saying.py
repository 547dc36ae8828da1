"""The words of a review: each is kept as it is said, and said again it is replaced."""

from collections.abc import Mapping

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.domain.ids import PersonId, ReviewId
from smbsocial.domain.review import ReviewAnswer, ReviewPage, ReviewWord, answer_id
from smbsocial.usecases.checks import check_text
from smbsocial.usecases.ports import Ports, Reads, Tx
from smbsocial.usecases.reviewing.opening import open_one, the_review

LONGEST_WORDS = 2_000
"""Characters of what is written to a word."""
LONGEST_SUBJECT = 200
NEW = "new:"
"""Subject of a community that is added: before its number."""
THINNER = "thinner"
"""Subject of the minutes a week that are wished for."""
WHY = "why:"
"""Before the id of a kind of content: what it is made for, or that it may go on without."""

Answers = Mapping[tuple[ReviewPage, str], ReviewAnswer]
"""The words of a review by page and subject."""


def say(  # noqa: PLR0913, PLR0917 (where, of what, which word, and what was written to it)
    tx: Tx,
    ports: Ports,
    review_id: ReviewId,
    page: ReviewPage,
    subject: str,
    word: ReviewWord,
    text: str = "",
    *,
    by: PersonId | None = None,
) -> ReviewAnswer:
    """Keep a word on a subject, in place of what was said of it before; `by`: the owner at work.

    Raises ExpectedError: NOT_FOUND; ALREADY_DONE (the review is closed); EMPTY (subject);
    TOO_LONG, BAD_TEXT.
    """
    open_one(tx, review_id)
    if not subject:
        raise ExpectedError(Code.EMPTY, field="subject")
    check_text(subject, field="subject", most=LONGEST_SUBJECT)
    words = text.strip()
    check_text(words, field="text", most=LONGEST_WORDS)
    id = answer_id(review_id, page, subject)
    answer = ReviewAnswer(id, review_id, page, subject, word, words, ports.clock.now(), by)
    tx.put(answer)
    return answer


def unsay(
    tx: Tx,
    ports: Ports,  # noqa: ARG001
    review_id: ReviewId,
    page: ReviewPage,
    subject: str,
) -> None:
    """Take a word back; where none was said nothing changes.

    Raises ExpectedError: NOT_FOUND, ALREADY_DONE (the review is closed).
    """
    open_one(tx, review_id)
    id = answer_id(review_id, page, subject)
    if tx.get(ReviewAnswer, id) is not None:
        tx.remove(ReviewAnswer, id)


def answers(reads: Reads, ports: Ports, review_id: ReviewId) -> Answers:  # noqa: ARG001
    """All that was said in a review; raises ExpectedError(NOT_FOUND)."""
    the_review(reads, review_id)
    return {
        (each.page, each.subject): each for each in reads.having(ReviewAnswer, "review", review_id)
    }
