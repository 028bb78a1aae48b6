-- SPDX-License-Identifier: Apache-2.0
-- How many attempts the recovery rule does not count: their server was stopped on purpose.
ALTER TABLE task ADD COLUMN spared INTEGER NOT NULL DEFAULT 0;
