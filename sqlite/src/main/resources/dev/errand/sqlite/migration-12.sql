-- SPDX-License-Identifier: Apache-2.0
-- What is started again and again, or once at a time. One of cron, every_millis and at_time says when; next_due is the
-- next such time, NULL while it is paused and when there is none. last_* tell of the newest tick, failure* of the newest
-- that was refused. Times and spans as in task.
CREATE TABLE schedule (
  id                      TEXT    NOT NULL PRIMARY KEY, -- a UUID that grows with time
  owner                   TEXT,
  grp                     INTEGER,
  operation               TEXT    NOT NULL,
  inputs                  TEXT    NOT NULL, -- secrets masked
  secret_inputs           TEXT,             -- as submitted, where that differs
  description             TEXT,
  retention               INTEGER,
  zone                    TEXT    NOT NULL,
  cron                    TEXT,
  every_millis            INTEGER,
  every_from              INTEGER,
  at_time                 INTEGER,
  catch_up                TEXT    NOT NULL, -- as CatchUp.Rule.word
  catch_up_most           INTEGER NOT NULL,
  grace                   INTEGER NOT NULL,
  overlap                 TEXT    NOT NULL, -- as Overlap.word
  paused                  INTEGER NOT NULL,
  revision                INTEGER NOT NULL,
  created                 INTEGER NOT NULL,
  changed                 INTEGER NOT NULL,
  next_due                INTEGER,
  last_due                INTEGER,
  last_task               TEXT,             -- the key
  last_remark             TEXT,
  failure_due             INTEGER,
  failure                 TEXT,
  idempotency_key         TEXT,
  idempotency_fingerprint TEXT
) WITHOUT ROWID;

CREATE INDEX schedule_due ON schedule (next_due, id) WHERE next_due IS NOT NULL;

CREATE UNIQUE INDEX schedule_idempotency ON schedule (coalesce(owner, ''), idempotency_key)
  WHERE idempotency_key IS NOT NULL;

-- Which schedule has started a task, and for which of its times.
CREATE TABLE schedule_task (
  task     INTEGER NOT NULL PRIMARY KEY,
  schedule TEXT    NOT NULL,
  tick     INTEGER NOT NULL
);

CREATE INDEX schedule_task_schedule ON schedule_task (schedule, task);

CREATE TRIGGER schedule_of_gone_task AFTER DELETE ON task
BEGIN
  DELETE FROM schedule_task WHERE task = old.number;
END;
