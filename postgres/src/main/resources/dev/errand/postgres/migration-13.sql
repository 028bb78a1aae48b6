-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- What the attempts of a task used, each that said so: a JSON array of objects. NULL: none did. Programs that do not know
-- it leave it as it is.
ALTER TABLE task ADD COLUMN usage text;

-- Up to where the log tells what the operation read, as it says itself. NULL: it did not.
ALTER TABLE task ADD COLUMN position text;
