"""Numbered frozen steps from an empty file to today's tables.

A released step is never edited: it uses no class of ours, and its file of the version before is
kept in `tests/data/old`. `SCHEMA` in `database.py` is the number of steps.
"""

from sqlite_utils import Database, Migrations

from smbsocial.storage.steps import s0001, s0002, s0003, s0004

STEPS = Migrations("smbsocial")


@STEPS()
def s0001_main_line(db: Database) -> None:
    """The main line: answers, the plan, its posts and duties, ticks, decisions, readings."""
    for statement in s0001.STATEMENTS:
        db.conn.execute(statement)


@STEPS()
def s0002_accounts(db: Database) -> None:
    """Accounts: the register, departures, the vault's rows, and the access log that only grows."""
    for statement in s0002.STATEMENTS:
        db.conn.execute(statement)


@STEPS()
def s0003_results(db: Database) -> None:
    """Results: what was imported and counted, and what was decided about it."""
    for statement in s0003.STATEMENTS:
        db.conn.execute(statement)


@STEPS()
def s0004_quarter(db: Database) -> None:
    """The quarter: reviews, forecasts kept for comparing, and what stays alive in a pause."""
    for statement in s0004.STATEMENTS:
        db.conn.execute(statement)
