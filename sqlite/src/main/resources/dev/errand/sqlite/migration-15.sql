-- SPDX-License-Identifier: Apache-2.0
-- How much the task has asked, and how much of that has an answer.
ALTER TABLE task ADD COLUMN questions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN answers   INTEGER NOT NULL DEFAULT 0;

-- While it waits: whether it is not to be claimed before it has answers; bit 8 of hold says the same.
ALTER TABLE task ADD COLUMN parked    INTEGER NOT NULL DEFAULT 0;

-- What tasks ask. due is until when somebody may answer, as long as that is looked for; awaited: the task was parked for it.
CREATE TABLE question (
  task        INTEGER NOT NULL,
  key         TEXT    NOT NULL,
  place       INTEGER NOT NULL, -- in the order of asking
  text        TEXT    NOT NULL,
  schema      TEXT    NOT NULL, -- JSON
  standard    TEXT,             -- JSON; what counts without an answer
  asked       INTEGER NOT NULL,
  until       INTEGER,
  due         INTEGER,
  awaited     INTEGER NOT NULL,
  action      TEXT,             -- accept, decline, cancel or timeout
  content     TEXT,             -- JSON
  answered    INTEGER,
  answered_by TEXT,
  PRIMARY KEY (task, key)
) WITHOUT ROWID;

CREATE INDEX question_due ON question (due) WHERE due IS NOT NULL;

CREATE TRIGGER question_of_gone_task AFTER DELETE ON task
BEGIN
  DELETE FROM question WHERE task = old.number;
END;
