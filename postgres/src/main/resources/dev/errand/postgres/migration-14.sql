-- SPDX-License-Identifier: Apache-2.0
-- Older programs would start a task that was put off beside an earlier one of its ordering key, so this serves none.

-- How the task is to be run, as its submission says: RunOptions as JSON. NULL: as others of its operation.
ALTER TABLE task ADD COLUMN options text;

-- How long its attempts ran in milliseconds, where a limit depends on that.
ALTER TABLE task ADD COLUMN ran bigint NOT NULL DEFAULT 0;

-- When it fails if it has not been started. NULL: it may wait for ever.
ALTER TABLE task ADD COLUMN wait_end bigint;

CREATE INDEX task_wait_end ON task (wait_end) WHERE status = 0 AND attempt = 0 AND wait_end IS NOT NULL;

-- How far a cancel has come with the newest attempt: CancelSteps as JSON. NULL: it has reached none.
ALTER TABLE task ADD COLUMN cancel_steps text;
