"""The quarter: reviews with what was said in them, kept forecasts, what stays alive."""

STATEMENTS = (
    """
    CREATE TABLE "review" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "first" TEXT NOT NULL CHECK ("first" GLOB '????-??-??'),
      "last" TEXT NOT NULL CHECK ("last" GLOB '????-??-??'),
      "opened_at" TEXT NOT NULL CHECK ("opened_at" GLOB '*Z'),
      "plan" TEXT REFERENCES "plan" ("id") DEFERRABLE INITIALLY DEFERRED,
      "page" TEXT NOT NULL,
      "seen" TEXT NOT NULL CHECK ("seen" GLOB '[[]*]'),
      "closed_at" TEXT CHECK ("closed_at" GLOB '*Z'),
      "decision" TEXT REFERENCES "decision" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "review_answer" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "review" TEXT NOT NULL REFERENCES "review" ("id") DEFERRABLE INITIALLY DEFERRED,
      "page" TEXT NOT NULL,
      "subject" TEXT NOT NULL,
      "word" TEXT NOT NULL,
      "text" TEXT NOT NULL,
      "at" TEXT NOT NULL CHECK ("at" GLOB '*Z'),
      "by" TEXT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED
    ) STRICT
    """,
    """
    CREATE TABLE "kept_forecast" (
      "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
      "id" TEXT NOT NULL UNIQUE,
      "made_at" TEXT NOT NULL CHECK ("made_at" GLOB '*Z'),
      "plan" TEXT NOT NULL REFERENCES "plan" ("id") DEFERRABLE INITIALLY DEFERRED,
      "goal" TEXT NOT NULL REFERENCES "goal" ("id") DEFERRABLE INITIALLY DEFERRED,
      "first" TEXT NOT NULL CHECK ("first" GLOB '????-??-??'),
      "last" TEXT NOT NULL CHECK ("last" GLOB '????-??-??'),
      "units" TEXT NOT NULL CHECK ("units" GLOB '{*}'),
      "learned" INTEGER NOT NULL CHECK ("learned" IN (0, 1))
    ) STRICT
    """,
    'ALTER TABLE "decision" ADD COLUMN "alive" TEXT NOT NULL DEFAULT \'[]\'',
    'CREATE INDEX "review_answer_by_review" ON "review_answer" ("review")',
)
