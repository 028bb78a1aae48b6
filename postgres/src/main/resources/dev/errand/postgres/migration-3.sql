-- SPDX-License-Identifier: Apache-2.0
-- The files that attempts left, in chunks. They count once a row of output refers to their task and epoch.

-- A file: here before its first chunk, and until after its last. doomed: nobody opens it or adds to it any more, and
-- it goes when nobody reads it any more. Whoever opens it or adds to it locks this row, so dooming waits for them.
CREATE TABLE output_file (
  id     uuid    PRIMARY KEY,
  task   uuid    NOT NULL,
  epoch  bigint  NOT NULL,
  name   text    NOT NULL,
  doomed boolean NOT NULL DEFAULT false
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE UNIQUE INDEX output_file_place ON output_file (task, epoch, name) WHERE NOT doomed;
CREATE INDEX output_file_doomed ON output_file (id) WHERE doomed;

-- start: where in the file the chunk begins. What tasks leave is mostly compressed already, so this does not try; and
-- a part of an uncompressed value is read without the rest.
CREATE TABLE output_chunk (
  file  uuid   NOT NULL,
  start bigint NOT NULL,
  bytes bytea  NOT NULL,
  PRIMARY KEY (file, start)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
        toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_threshold = 100000);
ALTER TABLE output_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- A download: its file stays until the lease ends by the database's clock, renewed while the download lasts.
CREATE TABLE output_reader (
  id        uuid        PRIMARY KEY,
  file      uuid        NOT NULL,
  lease_end timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

CREATE INDEX output_reader_file ON output_reader (file);
