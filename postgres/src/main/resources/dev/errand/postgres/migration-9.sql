-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- How long a task is to be kept after its end, in milliseconds, where that was asked for with it. NULL: as is set for
-- its operation, whenever that is set. Programs that do not know it keep what ends with them as is set there.
ALTER TABLE task ADD COLUMN retention bigint;
