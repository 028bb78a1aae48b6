-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- By what others see in the folder of a node that it is at work there; NULL where a node keeps no files.
ALTER TABLE node ADD COLUMN mark text;

-- What the nodes of a database sign with.
CREATE TABLE secret (
  name  text  PRIMARY KEY,
  bytes bytea NOT NULL
);

-- Sessions of browsers that somebody logged out of before their time was over.
CREATE TABLE ended_session (
  id      text        PRIMARY KEY,
  expires timestamptz NOT NULL
);

CREATE INDEX ended_session_expires ON ended_session (expires);
