"""Accounts: the register, departures, the vault's rows, and the access log that only grows."""

STATEMENTS = (
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
