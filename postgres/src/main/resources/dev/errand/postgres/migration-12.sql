-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- What is started again and again, or once at a time. One of cron, every_millis and at_time says when; next_due is the
-- next such time, NULL while it is paused and when there is none. last_* tell of the newest tick, failure* of the newest
-- that was refused. Times and spans as in task.
CREATE TABLE schedule (
  id                      text    NOT NULL PRIMARY KEY, -- a UUID that grows with time
  owner                   text,
  grp                     bigint,
  operation               text    NOT NULL,
  inputs                  text    NOT NULL, -- secrets masked
  secret_inputs           text,             -- as submitted, where that differs
  description             text,
  retention               bigint,
  zone                    text    NOT NULL,
  cron                    text,
  every_millis            bigint,
  every_from              bigint,
  at_time                 bigint,
  catch_up                text    NOT NULL, -- as CatchUp.Rule.word
  catch_up_most           bigint  NOT NULL,
  grace                   bigint  NOT NULL,
  overlap                 text    NOT NULL, -- as Overlap.word
  paused                  boolean NOT NULL,
  revision                bigint  NOT NULL,
  created                 bigint  NOT NULL,
  changed                 bigint  NOT NULL,
  next_due                bigint,
  last_due                bigint,
  last_task               text,             -- the key
  last_remark             text,
  failure_due             bigint,
  failure                 text,
  idempotency_key         text,
  idempotency_fingerprint text
) WITH (fillfactor = 70);

CREATE INDEX schedule_due ON schedule (next_due, id) WHERE next_due IS NOT NULL;

CREATE UNIQUE INDEX schedule_idempotency ON schedule (coalesce(owner, ''), idempotency_key)
  WHERE idempotency_key IS NOT NULL;

-- Which schedule has started a task, and for which of its times. Programs that do not know it leave rows of tasks that
-- they delete, which nothing finds any more.
CREATE TABLE schedule_task (
  task     bigint NOT NULL PRIMARY KEY,
  schedule text   NOT NULL,
  tick     bigint NOT NULL
);

CREATE INDEX schedule_task_schedule ON schedule_task (schedule, task);
