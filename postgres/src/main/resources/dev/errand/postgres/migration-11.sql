-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- Waiting tasks by what limits count together: each lane in the order of claiming. Expressions as in Lanes. Programs
-- that do not know limits claim without them.
CREATE INDEX task_lane ON task (held, waits, operation, left(coalesce(owner, ''), 255), coalesce(grp, 0), priority DESC, number)
  WHERE status = 0;

-- Those of a group, whose number stands too far behind above to be found by.
CREATE INDEX task_waiting_group ON task (grp) WHERE status = 0 AND grp IS NOT NULL;

-- What operators said of a scope while servers ran, instead of what their settings say. rule: a Limit as JSON; NULL
-- where nothing is said but whether it is paused. Time as in task.
CREATE TABLE limit_rule (
  scope      text    COLLATE "C" PRIMARY KEY,
  rule       text,
  paused     boolean NOT NULL,
  changed    bigint  NOT NULL,
  changed_by text
);

-- When a scope that has a rate would have nothing left of what it used, in microseconds since 1970.
CREATE TABLE limit_rate (
  scope text   COLLATE "C" PRIMARY KEY,
  spent bigint NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
