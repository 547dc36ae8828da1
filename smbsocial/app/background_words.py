"""How the background part finds its words without keeping Qt."""

import json
import os
import sys
from dataclasses import asdict

from smbsocial.app.spoken import Words
from smbsocial.domain.reminders import Due


def words_for(dues: tuple[Due, ...], *, were_off: bool) -> Words | None:
    """The words, as the screens say them; None where they could not be found.

    Qt's translations are a third of what the background part would hold for good, so on Linux a
    child finds the words and ends. It has one thread, like us.
    """
    if not sys.platform.startswith("linux"):
        return _words(dues, were_off=were_off)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _answer_and_end(write, dues, were_off=were_off)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return Words(**json.loads(told)) if told else None


def _answer_and_end(write: int, dues: tuple[Due, ...], *, were_off: bool) -> None:
    """In the child: nothing of what the parent still has to do may happen here."""
    status = 1
    try:
        found = json.dumps(asdict(_words(dues, were_off=were_off))).encode()
        with os.fdopen(write, "wb") as answer:
            answer.write(found)
        status = 0
    except Exception as error:  # noqa: BLE001 - told as every bug, and the parent goes on
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        os._exit(status)


def _words(dues: tuple[Due, ...], *, were_off: bool) -> Words:
    from smbsocial.app.reminder_voice import words

    return words(dues, were_off=were_off)
