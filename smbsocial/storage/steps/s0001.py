"""The main line: answers, the plan, its posts and duties, ticks, decisions, readings."""

STATEMENTS = (
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
