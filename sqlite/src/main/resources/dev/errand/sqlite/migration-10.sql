-- SPDX-License-Identifier: Apache-2.0
-- For people: what codes mean, and times as times. Programs read the tables, which may change; these views keep their
-- columns. Secrets are in none of them. Times beyond the year 9999 are shown as its end.
CREATE VIEW task_view AS
SELECT number,
  lower(substr(hex(key), 1, 8) || '-' || substr(hex(key), 9, 4) || '-' || substr(hex(key), 13, 4) || '-'
      || substr(hex(key), 17, 4) || '-' || substr(hex(key), 21)) AS key,
  operation,
  CASE status WHEN 0 THEN 'WAITING' WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'FINISHED' WHEN 3 THEN 'FAILED'
    WHEN 4 THEN 'CANCELLED' END AS status,
  description, owner, grp AS group_id, priority, attempt, node,
  strftime('%Y-%m-%dT%H:%M:%fZ', submitted / 1000.0, 'unixepoch') AS submitted,
  strftime('%Y-%m-%dT%H:%M:%fZ', started / 1000.0, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%fZ', ended / 1000.0, 'unixepoch') AS ended,
  strftime('%Y-%m-%dT%H:%M:%fZ', min(retention_end, 253402300799000) / 1000.0, 'unixepoch') AS kept_until,
  strftime('%Y-%m-%dT%H:%M:%fZ', cancel_time / 1000.0, 'unixepoch') AS cancel_requested,
  cancel_by AS cancelled_by,
  progress_text, progress_amount, progress_total, ordering_key, inputs, result, failure
FROM task;

CREATE VIEW log_line_view AS
SELECT task, sequence,
  strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch') AS time,
  CASE level WHEN 0 THEN 'DEBUG' WHEN 1 THEN 'INFO' WHEN 2 THEN 'WARN' WHEN 3 THEN 'ERROR' END AS level,
  text
FROM log_line;

CREATE VIEW delivery_view AS
SELECT task,
  CASE event WHEN 0 THEN 'in-progress' WHEN 1 THEN 'success' WHEN 2 THEN 'failed' END AS event,
  shown AS url,
  CASE state WHEN 0 THEN 'ARMED' WHEN 1 THEN 'DUE' WHEN 2 THEN 'DELIVERED' WHEN 3 THEN 'FAILED'
    WHEN 4 THEN 'UNNEEDED' END AS state,
  attempts, said,
  strftime('%Y-%m-%dT%H:%M:%fZ', min(due, 253402300799000) / 1000.0, 'unixepoch') AS due
FROM delivery;
