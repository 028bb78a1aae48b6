-- SPDX-License-Identifier: Apache-2.0
-- serves programs since version 4

-- For people: what codes mean, and times as times. Programs read the tables, which may change; these views keep their
-- columns. Secrets are in none of them. Times beyond the year 9999 are shown as its end.
CREATE VIEW task_view AS
SELECT number,
  key,
  operation,
  CASE status WHEN 0 THEN 'WAITING' WHEN 1 THEN 'RUNNING' WHEN 2 THEN 'FINISHED' WHEN 3 THEN 'FAILED'
    WHEN 4 THEN 'CANCELLED' END AS status,
  description, owner, grp AS group_id, priority, attempt, node,
  to_timestamp(submitted / 1000.0) AS submitted,
  to_timestamp(started / 1000.0) AS started,
  to_timestamp(ended / 1000.0) AS ended,
  CASE WHEN retention_end IS NOT NULL THEN to_timestamp(least(retention_end, 253402300799000) / 1000.0) END AS kept_until,
  to_timestamp(cancel_time / 1000.0) AS cancel_requested,
  cancel_by AS cancelled_by,
  progress_text, progress_amount, progress_total, ordering_key, inputs, result, failure
FROM task;

CREATE VIEW log_line_view AS
SELECT task, sequence,
  to_timestamp(time / 1000.0) AS time,
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
  CASE WHEN due IS NOT NULL THEN to_timestamp(least(due, 253402300799000) / 1000.0) END AS due
FROM delivery;
