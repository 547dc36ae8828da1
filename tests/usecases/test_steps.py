"""Use cases that give work away: what comes back, what comes up, and in which order."""

from collections.abc import Callable

import pytest

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.usecases.steps import Steps, away, run_here


def adds(first: int, second: int) -> Steps[int]:
    one = yield from away(lambda: first * 10)
    two = yield from away(lambda: second * 10)
    return one + two


def nothing() -> Steps[str]:
    return "at once"
    yield lambda: None  # a generator all the same


def fails() -> None:
    raise ExpectedError(Code.STORE_LOCKED)


def test_the_answers_come_back_in_their_place() -> None:
    assert run_here(adds(1, 2)) == 30


def test_work_is_given_away_and_not_done_here() -> None:
    steps = adds(1, 2)
    work: Callable[[], object] = next(steps)
    assert work() == 10
    work = steps.send(10)
    assert work() == 20
    with pytest.raises(StopIteration) as end:
        steps.send(20)
    assert end.value.value == 30


def test_steps_without_any_work_away() -> None:
    assert run_here(nothing()) == "at once"


def test_steps_call_steps() -> None:
    def both() -> Steps[list[object]]:
        return [(yield from adds(1, 1)), (yield from nothing())]

    assert run_here(both()) == [20, "at once"]


def test_an_error_comes_up_where_the_work_was_given_away() -> None:
    heard: list[Code] = []

    def careful() -> Steps[int]:
        try:
            yield from away(fails)
        except ExpectedError as error:
            heard.append(error.code)
        return (yield from away(lambda: 7))

    assert run_here(careful()) == 7
    assert heard == [Code.STORE_LOCKED]


def test_an_error_that_ends_the_steps_with_an_answer() -> None:
    def gives_up() -> Steps[str]:
        try:
            yield from away(fails)
        except ExpectedError:
            return "given up"
        return "never"

    assert run_here(gives_up()) == "given up"


def test_an_error_nobody_takes_goes_on_up_after_cleaning() -> None:
    cleaned: list[bool] = []

    def careless() -> Steps[None]:
        try:
            yield from away(fails)
        finally:
            cleaned.append(True)

    with pytest.raises(ExpectedError) as caught:
        run_here(careless())
    assert caught.value.code is Code.STORE_LOCKED
    assert cleaned == [True]


def test_a_bug_of_the_steps_themselves_goes_on_up() -> None:
    def broken() -> Steps[None]:
        yield from away(lambda: 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_here(broken())
