-- SPDX-License-Identifier: Apache-2.0
-- Accounts and what belongs to them. Ids are never used again: the row of a removed group stays without a name,
-- because its id may have been asked for. Names and paths are in the order of their bytes, whatever the locale.
CREATE TABLE account (
  id            bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name          text    COLLATE "C" NOT NULL UNIQUE, -- Unicode NFC
  administrator boolean NOT NULL,
  password_hash text    NOT NULL
);

CREATE TABLE grp (
  id      bigint  PRIMARY KEY,
  name    text    COLLATE "C" UNIQUE,
  project boolean NOT NULL
);

CREATE TABLE membership (
  grp     bigint NOT NULL,
  account bigint NOT NULL,
  role    text   NOT NULL, -- as Role.word
  PRIMARY KEY (grp, account)
);

CREATE INDEX membership_account ON membership (account);

CREATE TABLE token (
  sha256  text   COLLATE "C" PRIMARY KEY,
  account bigint NOT NULL,
  id      text   COLLATE "C" NOT NULL,
  label   text   NOT NULL,
  created bigint NOT NULL, -- milliseconds since 1970
  expires bigint NOT NULL
);

CREATE UNIQUE INDEX token_account ON token (account, id);

CREATE INDEX token_expiry ON token (expires);

-- One row that grows with every change of the tables above, so that readers know what they may still believe.
CREATE TABLE account_version (
  version bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO account_version (version) VALUES (1);

-- Documents and folders of groups. parent is the path of the folder that a row is in, NULL for the folder that holds
-- all of a group (its path is empty). Times as in task.
CREATE TABLE document (
  id       bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  grp      bigint  NOT NULL,
  path     text    COLLATE "C" NOT NULL,
  parent   text    COLLATE "C",
  folder   boolean NOT NULL,
  created  bigint  NOT NULL,
  modified bigint  NOT NULL
);

CREATE UNIQUE INDEX document_path ON document (grp, path);

CREATE INDEX document_children ON document (grp, parent, path);
