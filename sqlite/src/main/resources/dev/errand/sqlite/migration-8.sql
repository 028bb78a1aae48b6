-- SPDX-License-Identifier: Apache-2.0
-- When a waiting task may be started again; until then bit 4 of hold is set. Time as in task.
ALTER TABLE task ADD COLUMN due INTEGER;

CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL;
