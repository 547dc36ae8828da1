"""What time a real server says it is, and what happens where it says nothing of use."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from web_servers import HERE, certified, telling

from smbsocial.domain.errors import Code, ExpectedError
from smbsocial.vault import web_clock
from smbsocial.vault.web_clock import time_at

SAID = "Wed, 13 Jan 2027 09:30:07 GMT"
THEN = datetime(2027, 1, 13, 9, 30, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", HERE)


def refused(page: str) -> ExpectedError:
    with pytest.raises(ExpectedError) as caught:
        time_at(page)
    return caught.value


@pytest.mark.parametrize("status", [200, 403, 404, 405, 500])
def test_any_answer_says_the_time(status: int) -> None:
    with telling({"Date": SAID, "Content-Length": "0"}, status=status) as page:
        assert time_at(page) == THEN


def test_what_a_cache_kept_for_a_while_is_older_than_it_says() -> None:
    with telling({"Date": SAID, "Age": "90"}) as page:
        assert time_at(page) == THEN + timedelta(seconds=90)
    with telling({"Date": SAID, "Age": "for ever"}) as page:
        assert time_at(page) == THEN


@pytest.mark.parametrize(
    "said",
    ["", "yesterday", "Wed, 99 Jan 2027 09:30:07 GMT", "Fri, 31 Dec 9999 23:59:59 -2300"],
)
def test_a_date_that_is_none_is_no_answer(said: str) -> None:
    with telling({"Date": said}) as page:
        error = refused(page)
    assert (error.code, error.facts) == (Code.CLOCK_NO_ANSWER, {"host": HERE})


def test_nobody_there_is_no_answer() -> None:
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
    assert refused(f"http://{HERE}:{port}/").code is Code.CLOCK_NO_ANSWER
    assert refused("http://nowhere.invalid/").facts == {"host": "nowhere.invalid"}


def test_who_keeps_silent_is_left_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_clock, "PATIENCE", 0.2)
    with socket.create_server((HERE, 0)) as silent:
        page = f"http://{HERE}:{silent.getsockname()[1]}/"
        assert refused(page).code is Code.CLOCK_NO_ANSWER


def test_what_is_no_answer_of_the_web_is_no_answer() -> None:
    with socket.create_server((HERE, 0)) as other:
        page = f"http://{HERE}:{other.getsockname()[1]}/"

        def speak() -> None:
            caller, _where = other.accept()
            with caller:
                caller.recv(4096)
                caller.sendall(b"220 mail.example ready\r\n\r\n")

        speaker = threading.Thread(target=speak)
        speaker.start()
        assert refused(page).code is Code.CLOCK_NO_ANSWER
        speaker.join()


def test_an_answer_that_sends_to_a_place_that_is_none_is_no_answer() -> None:
    with telling({"Location": "http://a b/"}, status=302) as page:
        assert refused(page).code is Code.CLOCK_NO_ANSWER


@pytest.mark.parametrize("page", ["", "instagram.com", "file:///etc/passwd", "ftp://a/", "http://"])
def test_only_web_pages_are_asked(page: str) -> None:
    assert refused(page).code is Code.CLOCK_NO_ANSWER


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (-30, 30, None),
        (-60, -30, Code.CLOCK_FAR_OFF),
        (30, 60, Code.CLOCK_FAR_OFF),
    ],
)
def test_a_certificate_of_another_time_says_that_the_date_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int, last: int, code: Code | None
) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - TLS looks at the real one
    days = {"first": now + timedelta(days=first), "last": now + timedelta(days=last)}
    context, root = certified(tmp_path, **days)
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    with telling({"Date": SAID}, secured=context) as page:
        if code is None:
            assert time_at(page) == THEN
        else:
            assert refused(page).code is code


def test_a_certificate_that_nobody_vouches_for_says_nothing_of_the_clock(tmp_path: Path) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - TLS looks at the real one
    week = timedelta(days=7)
    context, _root = certified(tmp_path, first=now - week, last=now + week)
    with telling({"Date": SAID}, secured=context) as page:
        assert refused(page).code is Code.CLOCK_NO_ANSWER
