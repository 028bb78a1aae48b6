-- SPDX-License-Identifier: Apache-2.0
-- What is told to subscribers of tasks. event and state are the ordinals of CallbackEvent and Delivery.State. due is
-- when a delivery is to be sent; one that is being sent has the moment when it may be taken for lost, and attempts
-- tells the one who sends it from whoever takes it then. Times as in task.
CREATE TABLE delivery (
  task     INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  url      TEXT    NOT NULL, -- with the user-info that it may have
  host     TEXT    NOT NULL,
  shown    TEXT    NOT NULL,
  base     TEXT    NOT NULL,
  state    INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  said     TEXT,
  due      INTEGER,
  PRIMARY KEY (task, event)
) WITHOUT ROWID;

CREATE INDEX delivery_armed ON delivery (task, event) WHERE state = 0;

CREATE INDEX delivery_due ON delivery (due) WHERE state = 1;

CREATE TRIGGER delivery_of_gone_task AFTER DELETE ON task
BEGIN
  DELETE FROM delivery WHERE task = old.number;
END;
