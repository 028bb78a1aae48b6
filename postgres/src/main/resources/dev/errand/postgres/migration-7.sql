-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- Ids that come by chance are not given a second time by a standby that took over without knowing the newest ones.
ALTER TABLE node ALTER COLUMN id DROP IDENTITY;
ALTER TABLE node ALTER COLUMN id
  SET DEFAULT ('x0' || left(replace(gen_random_uuid()::text, '-', ''), 15))::bit(64)::bigint;

-- spared: how many attempts the recovery rule does not count. spared_epoch: the newest of them whose node said so when
-- it came back. lost_holder: the node from which the newest lost attempt was taken, which may still say so.
ALTER TABLE task
  ADD COLUMN spared integer NOT NULL DEFAULT 0,
  ADD COLUMN spared_epoch bigint,
  ADD COLUMN lost_holder bigint;

CREATE INDEX task_lost_holder ON task (lost_holder) WHERE lost_holder IS NOT NULL;
