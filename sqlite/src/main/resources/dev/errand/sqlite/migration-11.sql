-- SPDX-License-Identifier: Apache-2.0
-- Waiting tasks by what limits count together: each lane in the order of claiming. Expressions as in Lanes.
CREATE INDEX task_lane ON task (hold, waits, operation, coalesce(owner, ''), coalesce(grp, 0), priority DESC)
  WHERE status = 0;

-- Those of a group, whose number stands too far behind above to be found by.
CREATE INDEX task_waiting_group ON task (grp) WHERE status = 0 AND grp IS NOT NULL;

-- What operators said of a scope while the server ran, instead of what its settings say. rule: a Limit as JSON; NULL
-- where nothing is said but whether it is paused.
CREATE TABLE limit_rule (
  scope      TEXT    NOT NULL PRIMARY KEY,
  rule       TEXT,
  paused     INTEGER NOT NULL,
  changed    INTEGER NOT NULL,
  changed_by TEXT
);

-- When a scope that has a rate would have nothing left of what it used, in microseconds since 1970.
CREATE TABLE limit_rate (
  scope TEXT    NOT NULL PRIMARY KEY,
  spent INTEGER NOT NULL
);
