-- SPDX-License-Identifier: Apache-2.0
-- Documents and folders of groups. Paths compare byte by byte, as SQLite does by itself. parent is the path of the
-- folder that a row is in, NULL for the folder that holds all of a group (its path is empty). Times as in task.
CREATE TABLE document (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  grp      INTEGER NOT NULL,
  path     TEXT    NOT NULL,
  parent   TEXT,
  folder   INTEGER NOT NULL,
  created  INTEGER NOT NULL,
  modified INTEGER NOT NULL
);

CREATE UNIQUE INDEX document_path ON document (grp, path);

CREATE INDEX document_children ON document (grp, parent, path);
