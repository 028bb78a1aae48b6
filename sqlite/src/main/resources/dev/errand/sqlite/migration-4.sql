-- SPDX-License-Identifier: Apache-2.0
-- What makes repeating a submission harmless, and what a dialect keeps about how to answer. A key belongs to the
-- owner of its task; tasks without one share theirs.
ALTER TABLE task ADD COLUMN idempotency_key TEXT;
ALTER TABLE task ADD COLUMN idempotency_fingerprint TEXT;
ALTER TABLE task ADD COLUMN reply TEXT; -- JSON

CREATE UNIQUE INDEX task_idempotency ON task (coalesce(owner, ''), idempotency_key) WHERE idempotency_key IS NOT NULL;
