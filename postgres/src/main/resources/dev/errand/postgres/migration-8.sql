-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- When a waiting task may be started again; until then it is held. Time as in task. Programs that do not know it may
-- start one sooner, and leave it to others to let it go.
ALTER TABLE task ADD COLUMN due bigint;

CREATE INDEX task_due ON task (due) WHERE due IS NOT NULL AND status = 0;
