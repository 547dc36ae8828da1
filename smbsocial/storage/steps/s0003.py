"""Results: what was imported and counted, and what was decided about it."""

STATEMENTS = (
    'ALTER TABLE "reading" ADD COLUMN "origin" TEXT NOT NULL DEFAULT \'\'',
    """
    CREATE TABLE "import" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "name" TEXT NOT NULL,
      "format" TEXT NOT NULL,
      "source" TEXT NOT NULL,
      "account" TEXT NOT NULL,
      "first" TEXT CHECK ("first" GLOB '????-??-??'),
      "last" TEXT CHECK ("last" GLOB '????-??-??'),
      "rows" INTEGER NOT NULL CHECK ("rows" >= 0),
      "skipped" INTEGER NOT NULL CHECK ("skipped" >= 0)
    ) STRICT
    """,
    # Rows of these two are seen only while the row of their import is there.
    """
    CREATE TABLE "measure" (
      "seq" INTEGER PRIMARY KEY,
      "import" TEXT NOT NULL,
      "source" TEXT NOT NULL,
      "account" TEXT NOT NULL,
      "kind" TEXT NOT NULL,
      "key" TEXT NOT NULL,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "until" TEXT NOT NULL CHECK ("until" GLOB '????-??-??'),
      "at" TEXT CHECK ("at" GLOB '??:??*'),
      "title" TEXT NOT NULL,
      "link" TEXT NOT NULL,
      "figures" TEXT NOT NULL CHECK ("figures" GLOB '{*}')
    ) STRICT
    """,
    """
    CREATE TABLE "sale" (
      "seq" INTEGER PRIMARY KEY,
      "import" TEXT NOT NULL,
      "source" TEXT NOT NULL,
      "account" TEXT NOT NULL,
      "key" TEXT NOT NULL,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "code" TEXT NOT NULL,
      "channel" TEXT NOT NULL,
      "orders" INTEGER NOT NULL,
      "units" INTEGER NOT NULL,
      "net" INTEGER NOT NULL,
      "currency" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "post_match" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "post" TEXT REFERENCES "post" ("id") DEFERRABLE INITIALLY DEFERRED,
      "how" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "column_map" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "source" TEXT NOT NULL,
      "kind" TEXT NOT NULL,
      "columns" TEXT NOT NULL CHECK ("columns" GLOB '[[]*]'),
      "day_first" INTEGER CHECK ("day_first" IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE "week_total" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "goal" TEXT NOT NULL REFERENCES "goal" ("id") DEFERRABLE INITIALLY DEFERRED,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "units" INTEGER NOT NULL CHECK ("units" >= 0),
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "note" TEXT NOT NULL,
      "supersedes" TEXT REFERENCES "week_total" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "coupon" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "code" TEXT NOT NULL,
      "offer" TEXT NOT NULL,
      "platform" TEXT NOT NULL,
      "post" TEXT REFERENCES "post" ("id") DEFERRABLE INITIALLY DEFERRED,
      "pillar" TEXT REFERENCES "pillar" ("id") DEFERRABLE INITIALLY DEFERRED,
      "starts" TEXT NOT NULL CHECK ("starts" GLOB '????-??-??'),
      "ends" TEXT CHECK ("ends" GLOB '????-??-??')
    ) STRICT
    """,
    """
    CREATE TABLE "tagged_link" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "url" TEXT NOT NULL,
      "platform" TEXT NOT NULL,
      "campaign" TEXT NOT NULL,
      "post" TEXT REFERENCES "post" ("id") DEFERRABLE INITIALLY DEFERRED,
      "pillar" TEXT REFERENCES "pillar" ("id") DEFERRABLE INITIALLY DEFERRED,
      "made_on" TEXT NOT NULL CHECK ("made_on" GLOB '????-??-??')
    ) STRICT
    """,
    """
    CREATE TABLE "tally" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "what" TEXT NOT NULL,
      "heard" TEXT NOT NULL,
      "count" INTEGER NOT NULL CHECK ("count" > 0),
      "coupon" TEXT REFERENCES "coupon" ("id") DEFERRABLE INITIALLY DEFERRED,
      "revenue_minor" INTEGER,
      "revenue_currency" TEXT CHECK (length("revenue_currency") = 3)
    ) STRICT
    """,
    """
    CREATE TABLE "expense" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "kind" TEXT NOT NULL,
      "amount_minor" INTEGER NOT NULL,
      "amount_currency" TEXT NOT NULL CHECK (length("amount_currency") = 3),
      "platform" TEXT NOT NULL,
      "pillar" TEXT REFERENCES "pillar" ("id") DEFERRABLE INITIALLY DEFERRED,
      "note" TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE "stop_rule" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "of" TEXT NOT NULL,
      "subject" TEXT NOT NULL,
      "kpi" TEXT NOT NULL REFERENCES "kpi" ("id") DEFERRABLE INITIALLY DEFERRED,
      "under" INTEGER NOT NULL,
      "by" TEXT NOT NULL CHECK ("by" GLOB '????-??-??'),
      "written_on" TEXT NOT NULL CHECK ("written_on" GLOB '????-??-??'),
      "answered_on" TEXT CHECK ("answered_on" GLOB '????-??-??')
    ) STRICT
    """,
    """
    CREATE TABLE "turn" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "of" TEXT NOT NULL,
      "subject" TEXT NOT NULL,
      "word" TEXT NOT NULL,
      "reason" TEXT NOT NULL,
      "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '*Z')
    ) STRICT
    """,
    """
    CREATE TABLE "chart_event" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "day" TEXT NOT NULL CHECK ("day" GLOB '????-??-??'),
      "words" TEXT NOT NULL
    ) STRICT
    """,
    'CREATE INDEX "measure_by_key" ON "measure" ("source", "account", "kind", "key")',
    'CREATE INDEX "measure_by_day" ON "measure" ("kind", "day")',
    'CREATE INDEX "measure_by_import" ON "measure" ("import")',
    'CREATE INDEX "sale_by_key" ON "sale" ("source", "account", "key")',
    'CREATE INDEX "sale_by_day" ON "sale" ("day")',
    'CREATE INDEX "sale_by_import" ON "sale" ("import")',
    'CREATE INDEX "tally_by_day" ON "tally" ("day")',
    'CREATE INDEX "tally_by_coupon" ON "tally" ("coupon")',
    'CREATE INDEX "week_total_by_goal" ON "week_total" ("goal", "day")',
    'CREATE INDEX "post_match_by_post" ON "post_match" ("post")',
)
