-- SPDX-License-Identifier: Apache-2.0
-- That what is kept here is being moved to another store, or was: at most one row, and with it this is not used as a
-- store. Times as in task.
CREATE TABLE move (
  id       TEXT    NOT NULL,
  place    TEXT    NOT NULL,
  began    INTEGER NOT NULL,
  finished INTEGER
);
