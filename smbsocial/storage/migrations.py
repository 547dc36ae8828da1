"""Numbered frozen steps from an empty file to today's tables.

A released step is never edited: it uses no class of ours, and its file of the version before is
kept in `tests/data/old`. `SCHEMA` in `database.py` is the number of steps.
"""

from sqlite_utils import Database, Migrations

STEPS = Migrations("smbsocial")


@STEPS()
def s0001_main_line(db: Database) -> None:
    """The main line: answers, the plan, its posts and duties, ticks, decisions, readings."""
    for statement in _S0001:
        db.conn.execute(statement)


@STEPS()
def s0002_accounts(db: Database) -> None:
    """Accounts: the register, departures, the vault's rows, and the access log that only grows."""
    for statement in _S0002:
        db.conn.execute(statement)


_S0001 = (
    """
    CREATE TABLE "business" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "name" TEXT NOT NULL,
      "industry" TEXT NOT NULL,
      "country" TEXT NOT NULL CHECK (length("country") = 2),
      "currency" TEXT NOT NULL CHECK (length("currency") = 3),
      "zone" TEXT NOT NULL,
      "first_weekday" INTEGER NOT NULL CHECK ("first_weekday" BETWEEN 0 AND 6),
      "closed_weekdays" TEXT NOT NULL CHECK ("closed_weekdays" GLOB '[[]*]'),
      "closed_days" TEXT NOT NULL CHECK ("closed_days" GLOB '[[]*]'),
      "slow_months" TEXT NOT NULL CHECK ("slow_months" GLOB '[[]*]'),
      "peak_months" TEXT NOT NULL CHECK ("peak_months" GLOB '[[]*]'),
      "locations" TEXT NOT NULL CHECK ("locations" GLOB '[[]*]'),
      "website" TEXT NOT NULL,
      "example" INTEGER NOT NULL CHECK ("example" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "person" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "name" TEXT NOT NULL,
      "role" TEXT NOT NULL,
      "hourly_cost_minor" INTEGER NOT NULL,
      "hourly_cost_currency" TEXT NOT NULL CHECK (length("hourly_cost_currency") = 3),
      "posts" INTEGER NOT NULL CHECK ("posts" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "goal" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "kind" TEXT NOT NULL,
      "counted" TEXT NOT NULL,
      "target" INTEGER NOT NULL,
      "period" TEXT NOT NULL,
      "until" TEXT NOT NULL CHECK ("until" GLOB '????-??-??'),
      "rank" INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "kpi" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "kind" TEXT NOT NULL,
      "goal" TEXT NOT NULL REFERENCES "goal" ("id") DEFERRABLE INITIALLY DEFERRED,
      "target" INTEGER,
      "rank" INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "account" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "platform" TEXT NOT NULL,
      "handle" TEXT NOT NULL,
      "link" TEXT NOT NULL,
      "exists" INTEGER NOT NULL CHECK ("exists" IN (0, 1)),
      "followers" INTEGER CHECK ("followers" >= 0),
      "owner" TEXT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "community" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "name" TEXT NOT NULL,
      "where" TEXT NOT NULL,
      "rank" INTEGER NOT NULL,
      "active" INTEGER NOT NULL CHECK ("active" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "pillar" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "name" TEXT NOT NULL,
      "purpose" TEXT NOT NULL,
      "colour" INTEGER NOT NULL,
      "rank" INTEGER NOT NULL,
      "active" INTEGER NOT NULL CHECK ("active" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "plan" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "starts" TEXT NOT NULL CHECK ("starts" GLOB '????-??-??'),
      "minutes_a_week" INTEGER NOT NULL CHECK ("minutes_a_week" >= 0),
      "seed" INTEGER NOT NULL,
      "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '*Z'),
      "weeks" INTEGER NOT NULL CHECK ("weeks" > 0),
      "name" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "duty" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "plan" TEXT NOT NULL REFERENCES "plan" ("id") DEFERRABLE INITIALLY DEFERRED,
      "kind" TEXT NOT NULL,
      "every" TEXT NOT NULL,
      "weekdays" TEXT NOT NULL CHECK ("weekdays" GLOB '[[]*]'),
      "minutes" INTEGER NOT NULL CHECK ("minutes" >= 0),
      "person" TEXT NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "community" TEXT REFERENCES "community" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "post" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "plan" TEXT NOT NULL REFERENCES "plan" ("id") DEFERRABLE INITIALLY DEFERRED,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "at" TEXT NOT NULL CHECK ("at" GLOB '??:??*'),
      "platform" TEXT NOT NULL,
      "pillar" TEXT NOT NULL REFERENCES "pillar" ("id") DEFERRABLE INITIALLY DEFERRED,
      "community" TEXT NOT NULL REFERENCES "community" ("id") DEFERRABLE INITIALLY DEFERRED,
      "goal" TEXT NOT NULL REFERENCES "goal" ("id") DEFERRABLE INITIALLY DEFERRED,
      "format" TEXT NOT NULL,
      "minutes" INTEGER NOT NULL CHECK ("minutes" >= 0),
      "title" TEXT NOT NULL,
      "text" TEXT NOT NULL,
      "idea" TEXT NOT NULL,
      "person" TEXT NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "status" TEXT NOT NULL,
      "edited" INTEGER NOT NULL CHECK ("edited" IN (0, 1)),
      "link" TEXT NOT NULL,
      "skip_reason" TEXT NOT NULL,
      "real_minutes" INTEGER CHECK ("real_minutes" >= 0),
      "posted_at" TEXT CHECK ("posted_at" GLOB '*Z'),
      "observance" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "tick" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "task" TEXT NOT NULL,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "state" TEXT NOT NULL,
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "reason" TEXT NOT NULL,
      "real_minutes" INTEGER CHECK ("real_minutes" >= 0)
    ) STRICT
    """,
    """
    CREATE TABLE "decision" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "choice" TEXT NOT NULL,
      "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '*Z'),
      "until" TEXT CHECK ("until" GLOB '????-??-??'),
      "reason" TEXT NOT NULL,
      "would_change" TEXT NOT NULL,
      "verdict" TEXT NOT NULL,
      "chance_percent" INTEGER NOT NULL CHECK ("chance_percent" BETWEEN 0 AND 100)
    ) STRICT
    """,
    """
    CREATE TABLE "reading" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "kpi" TEXT NOT NULL REFERENCES "kpi" ("id") DEFERRABLE INITIALLY DEFERRED,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "hundredths" INTEGER NOT NULL,
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "note" TEXT NOT NULL,
      "supersedes" TEXT REFERENCES "reading" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "page" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "answers" TEXT NOT NULL CHECK ("answers" GLOB '{*}'),
      "done" INTEGER NOT NULL CHECK ("done" IN (0, 1))
    ) STRICT
    """,
    'CREATE INDEX "post_by_day" ON "post" ("day", "at")',
    'CREATE INDEX "post_by_status" ON "post" ("status", "day")',
    'CREATE INDEX "post_by_plan" ON "post" ("plan")',
    'CREATE INDEX "duty_by_plan" ON "duty" ("plan")',
    'CREATE INDEX "tick_by_day" ON "tick" ("day")',
    'CREATE INDEX "tick_by_task" ON "tick" ("task")',
    'CREATE INDEX "reading_by_kpi" ON "reading" ("kpi", "day")',
    'CREATE INDEX "reading_by_supersedes" ON "reading" ("supersedes")',
)

_S0002 = (
    """
    CREATE TABLE "registration" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE REFERENCES "account" ("id") DEFERRABLE INITIALLY DEFERRED,
      "name" TEXT NOT NULL,
      "login_page" TEXT NOT NULL,
      "email" TEXT NOT NULL,
      "email_of" TEXT NOT NULL,
      "phone" TEXT NOT NULL,
      "phone_of" TEXT NOT NULL,
      "registered_by" TEXT NOT NULL,
      "factor" TEXT NOT NULL,
      "factor_of" TEXT NOT NULL,
      "admins" TEXT NOT NULL CHECK ("admins" GLOB '[[]*]'),
      "other_admins" TEXT NOT NULL,
      "by_role" TEXT NOT NULL CHECK ("by_role" GLOB '[[]*]'),
      "codes_filed" INTEGER CHECK ("codes_filed" IN (0, 1)),
      "strangers_gone" INTEGER CHECK ("strangers_gone" IN (0, 1)),
      "purpose" TEXT NOT NULL,
      "checked_on" TEXT CHECK ("checked_on" GLOB '????-??-??'),
      "proved_on" TEXT CHECK ("proved_on" GLOB '????-??-??')
    ) STRICT
    """,
    """
    CREATE TABLE "departure" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "person" TEXT NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "started_at" TEXT NOT NULL CHECK ("started_at" GLOB '*Z'),
      "started_by" TEXT NOT NULL REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "closed_at" TEXT CHECK ("closed_at" GLOB '*Z'),
      "closed_by" TEXT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "why" TEXT NOT NULL,
      "cancelled" INTEGER NOT NULL CHECK ("cancelled" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "departure_line" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "departure" TEXT NOT NULL REFERENCES "departure" ("id") DEFERRABLE INITIALLY DEFERRED,
      "account" TEXT REFERENCES "account" ("id") DEFERRABLE INITIALLY DEFERRED,
      "step" TEXT NOT NULL,
      "rank" INTEGER NOT NULL,
      "state" TEXT NOT NULL,
      "at" TEXT CHECK ("at" GLOB '*Z'),
      "by" TEXT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
      "note" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "vault_meta" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "value" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "vault_name" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "name" BLOB NOT NULL UNIQUE CHECK (length("name") = 16)
    ) STRICT
    """,
    """
    CREATE TABLE "vault_slot" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "person" TEXT NOT NULL,
      "kind" TEXT NOT NULL,
      "device" TEXT NOT NULL,
      "salt" BLOB NOT NULL,
      "m_kib" INTEGER NOT NULL,
      "t" INTEGER NOT NULL,
      "box" BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "vault_wrap" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "kind" TEXT NOT NULL,
      "subject" TEXT NOT NULL,
      "holder" TEXT NOT NULL,
      "person" TEXT NOT NULL,
      "box" BLOB NOT NULL,
      "may" TEXT
    ) STRICT
    """,
    """
    CREATE TABLE "vault_secret" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "ref" BLOB NOT NULL UNIQUE CHECK (length("ref") = 8),
      "n" INTEGER NOT NULL CHECK ("n" BETWEEN 1 AND 8),
      "sha256" BLOB NOT NULL CHECK (length("sha256") = 32),
      "saved_at" TEXT NOT NULL CHECK ("saved_at" GLOB '*Z'),
      "rotated_at" TEXT NOT NULL CHECK ("rotated_at" GLOB '*Z'),
      "saved_by" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "vault_pending" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "account" TEXT NOT NULL,
      "n" INTEGER NOT NULL CHECK ("n" BETWEEN 1 AND 8)
    ) STRICT
    """,
    """
    CREATE TABLE "vault_old" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "account" TEXT NOT NULL,
      "n" INTEGER NOT NULL CHECK ("n" BETWEEN 1 AND 8),
      "replaced_at" TEXT NOT NULL CHECK ("replaced_at" GLOB '*Z')
    ) STRICT
    """,
    """
    CREATE TABLE "access_log" (
      "seq" INTEGER PRIMARY KEY,
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "person" TEXT NOT NULL,
      "action" TEXT NOT NULL,
      "account" TEXT NOT NULL,
      "detail" TEXT NOT NULL,
      "prev" BLOB NOT NULL CHECK (length("prev") = 32),
      "hash" BLOB NOT NULL CHECK (length("hash") = 32)
    ) STRICT
    """,
    """
    CREATE TRIGGER "access_log_keeps_rows" BEFORE DELETE ON "access_log"
    BEGIN SELECT RAISE(ABORT, 'the access log only grows'); END
    """,
    """
    CREATE TRIGGER "access_log_keeps_words" BEFORE UPDATE ON "access_log"
    BEGIN SELECT RAISE(ABORT, 'the access log only grows'); END
    """,
    'CREATE INDEX "departure_line_by_departure" ON "departure_line" ("departure")',
    'CREATE INDEX "departure_line_by_account" ON "departure_line" ("account")',
    'CREATE INDEX "departure_by_person" ON "departure" ("person")',
    'CREATE INDEX "vault_wrap_by_subject" ON "vault_wrap" ("subject")',
    'CREATE INDEX "access_log_by_account" ON "access_log" ("account", "seq")',
    'CREATE INDEX "access_log_by_person" ON "access_log" ("person", "seq")',
)
