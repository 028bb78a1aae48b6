-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- The last transaction of each writer, for finding out whether a commit took place whose answer got lost. The number
-- of a transaction does not tell that after a crash: if nothing of it was on the disk, another one gets its number.
CREATE TABLE last_commit (
  writer  uuid        PRIMARY KEY,
  nth     bigint      NOT NULL,
  time    timestamptz NOT NULL
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
