-- SPDX-License-Identifier: Apache-2.0
-- What is told to subscribers of tasks. event and state are the ordinals of CallbackEvent and Delivery.State. due is
-- when a delivery is to be sent; one that is being sent has the moment when it may be taken for lost, and attempts
-- tells the one who sends it from whoever takes it then. Times as in task.
CREATE TABLE delivery (
  task     bigint   NOT NULL,
  event    smallint NOT NULL,
  url      text     NOT NULL, -- with the user-info that it may have
  host     text     NOT NULL,
  shown    text     NOT NULL,
  base     text     NOT NULL,
  state    smallint NOT NULL DEFAULT 0,
  attempts integer  NOT NULL DEFAULT 0,
  said     text,
  due      bigint,
  PRIMARY KEY (task, event)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE INDEX delivery_armed ON delivery (task, event) WHERE state = 0;

CREATE INDEX delivery_due ON delivery (due) WHERE state = 1;

-- Which folder a node's operations keep their files in, by the id that lies there; NULL where they keep none.
ALTER TABLE node ADD COLUMN folder text;
