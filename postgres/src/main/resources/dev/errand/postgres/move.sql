-- SPDX-License-Identifier: Apache-2.0
-- Run when a move into this database begins. The row of move stays; the triggers are there until the move is finished,
-- and keep programs of whatever version from using what is not whole.
CREATE TABLE IF NOT EXISTS move (
  id       uuid        NOT NULL,
  folder   text        NOT NULL, -- the id of the data folder that it comes from
  place    text        NOT NULL,
  began    timestamptz NOT NULL,
  finished timestamptz
);

CREATE OR REPLACE FUNCTION refuse_while_moving() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF coalesce(current_setting('errand.move', true), '') <> 'on' THEN
    RAISE EXCEPTION USING ERRCODE = '55006', MESSAGE = format(
      'what %s keeps is being moved into this database, and not all of it is here. Finish that first with the same ''errand move'', or use another database.',
      (SELECT max(place) FROM move));
  END IF;
  RETURN NULL;
END $body$;

CREATE OR REPLACE TRIGGER moving BEFORE INSERT ON node
  EXECUTE FUNCTION refuse_while_moving();
