-- SPDX-License-Identifier: Apache-2.0
-- Accounts and what belongs to them. Ids are never used again: AUTOINCREMENT sees to that for those that are given,
-- and the row of a removed group stays without a name, because its id may have been asked for.
CREATE TABLE account (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  name          TEXT    NOT NULL UNIQUE, -- Unicode NFC
  administrator INTEGER NOT NULL,
  password_hash TEXT    NOT NULL
);

CREATE TABLE grp (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  name    TEXT    UNIQUE,
  project INTEGER NOT NULL
);

CREATE TABLE membership (
  grp     INTEGER NOT NULL,
  account INTEGER NOT NULL,
  role    TEXT    NOT NULL, -- as Role.word
  PRIMARY KEY (grp, account)
) WITHOUT ROWID;

CREATE INDEX membership_account ON membership (account);

CREATE TABLE token (
  sha256  TEXT    NOT NULL PRIMARY KEY,
  account INTEGER NOT NULL,
  id      TEXT    NOT NULL,
  label   TEXT    NOT NULL,
  created INTEGER NOT NULL, -- milliseconds since 1970
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE UNIQUE INDEX token_account ON token (account, id);

CREATE INDEX token_expiry ON token (expires);

-- One row that grows with every change of the tables above, so that readers know what they may still believe.
CREATE TABLE account_version (
  version INTEGER NOT NULL
);

INSERT INTO account_version (version) VALUES (1);
