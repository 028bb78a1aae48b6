-- SPDX-License-Identifier: Apache-2.0
-- What the attempts of a task used, each that said so: a JSON array of objects. NULL: none did.
ALTER TABLE task ADD COLUMN usage TEXT;

-- Up to where the log tells what the operation read, as it says itself. NULL: it did not.
ALTER TABLE task ADD COLUMN position TEXT;
