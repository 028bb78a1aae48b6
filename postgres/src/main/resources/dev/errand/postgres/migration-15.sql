-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 14

-- How much the task has asked, and how much of that has an answer.
ALTER TABLE task ADD COLUMN questions integer NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN answers   integer NOT NULL DEFAULT 0;

-- While it waits: whether it is not to be claimed before it has answers; it is held then. Programs that do not know this
-- may let it go early; its attempt asks again and parks it again.
ALTER TABLE task ADD COLUMN parked    boolean NOT NULL DEFAULT false;

-- What tasks ask. due is until when somebody may answer, as long as that is looked for; awaited: the task was parked for
-- it. Programs that do not know it leave rows of tasks that they delete, which nothing finds any more.
CREATE TABLE question (
  task        bigint  NOT NULL,
  key         text    NOT NULL,
  place       integer NOT NULL, -- in the order of asking
  text        text    NOT NULL,
  schema      text    NOT NULL, -- JSON
  standard    text,             -- JSON; what counts without an answer
  asked       bigint  NOT NULL,
  until       bigint,
  due         bigint,
  awaited     boolean NOT NULL,
  action      text,             -- accept, decline, cancel or timeout
  content     text,             -- JSON
  answered    bigint,
  answered_by text,
  PRIMARY KEY (task, key)
);

CREATE INDEX question_due ON question (due) WHERE due IS NOT NULL;
