-- SPDX-License-Identifier: Apache-2.0
-- Times are milliseconds since 1970. status: see StatusCode. hold is 0 for a task that may be claimed; bit 1: an
-- earlier unfinished task has the same ordering key; bit 2: nobody registered the operation when the store was opened.
CREATE TABLE task (
  number          INTEGER PRIMARY KEY AUTOINCREMENT,
  key             BLOB    NOT NULL,
  status          INTEGER NOT NULL,
  hold            INTEGER NOT NULL,
  waits           INTEGER NOT NULL,
  priority        INTEGER NOT NULL,
  attempt         INTEGER NOT NULL,
  epoch           INTEGER NOT NULL,
  submitted       INTEGER NOT NULL,
  started         INTEGER,
  ended           INTEGER,
  retention_end   INTEGER,
  cancel_time     INTEGER,
  cancel_by       TEXT,
  remark          INTEGER,
  progress_text   TEXT,
  progress_amount REAL,
  progress_total  REAL,
  log_last        INTEGER NOT NULL,
  log_head_lines  INTEGER NOT NULL,
  log_head_bytes  INTEGER NOT NULL,
  operation       TEXT    NOT NULL,
  node            TEXT,
  owner           TEXT,
  grp             INTEGER,
  ordering_key    TEXT,
  transaction_id  BLOB,
  description     TEXT,
  inputs          TEXT    NOT NULL, -- secrets masked
  secret_inputs   TEXT,             -- as submitted, where that differs
  result          TEXT,
  failure         TEXT
);

CREATE UNIQUE INDEX task_key ON task (key);

-- What may be claimed, in the order of claiming (the row number is the last part of every index).
CREATE INDEX task_claimable ON task (waits, priority DESC) WHERE status = 0 AND hold = 0;

-- Unfinished tasks of each ordering key.
CREATE INDEX task_ordering ON task (ordering_key) WHERE ordering_key IS NOT NULL AND status < 2;

-- Waiting tasks of operations that nobody registered.
CREATE INDEX task_unregistered ON task (operation) WHERE status = 0 AND hold >= 2;

-- For counting without reading rows.
CREATE INDEX task_state ON task (status, operation);

CREATE INDEX task_expiry ON task (retention_end) WHERE retention_end IS NOT NULL;

CREATE TABLE log_line (
  task     INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  level    INTEGER NOT NULL,
  text     TEXT    NOT NULL,
  PRIMARY KEY (task, sequence)
) WITHOUT ROWID;

CREATE TABLE output (
  task       INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  media_type TEXT    NOT NULL,
  size       INTEGER NOT NULL,
  sha256     TEXT    NOT NULL,
  PRIMARY KEY (task, name)
) WITHOUT ROWID;
