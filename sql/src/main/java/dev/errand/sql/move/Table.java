// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import static dev.errand.sql.move.Column.flag;
import static dev.errand.sql.move.Column.number;
import static dev.errand.sql.move.Column.real;
import static dev.errand.sql.move.Column.text;
import static dev.errand.sql.move.Column.uuid;

import java.util.List;
import java.util.Locale;

/**
 * What is moved, in this order. The first columns are the key that rows are in the order of; texts
 * are in the order of their UTF-8 bytes.
 */
public enum Table {
  /** Who holds a running task is not moved: whoever that was is gone, and it is up for recovery. */
  TASK(
      "tasks",
      1,
      number("number"),
      uuid("key"),
      number("status"),
      flag("held"),
      flag("waits"),
      number("priority"),
      number("attempt"),
      number("epoch"),
      number("spared"),
      number("submitted"),
      number("started"),
      number("due"),
      number("ended"),
      number("retention"),
      number("retention_end"),
      number("cancel_time"),
      text("cancel_by"),
      text("cancel_steps"),
      number("remark"),
      text("progress_text"),
      real("progress_amount"),
      real("progress_total"),
      number("log_last"),
      number("log_head_lines"),
      number("log_head_bytes"),
      text("operation"),
      text("node"),
      text("owner"),
      number("grp"),
      text("ordering_key"),
      uuid("transaction_id"),
      text("description"),
      text("inputs"),
      text("secret_inputs"),
      text("result"),
      text("failure"),
      text("reply"),
      text("usage"),
      text("position"),
      text("options"),
      number("ran"),
      number("wait_end"),
      number("questions"),
      number("answers"),
      flag("parked"),
      text("idempotency_key"),
      text("idempotency_fingerprint")),
  LOG_LINE(
      "log lines",
      2,
      number("task"),
      number("sequence"),
      number("time"),
      number("level"),
      text("text")),
  QUESTION(
      "questions",
      2,
      number("task"),
      text("key"),
      number("place"),
      text("text"),
      text("schema"),
      text("standard"),
      number("asked"),
      number("until"),
      number("due"),
      flag("awaited"),
      text("action"),
      text("content"),
      number("answered"),
      text("answered_by")),
  /** Written beside the files themselves. */
  OUTPUT(
      "outputs",
      2,
      number("task"),
      text("name"),
      text("media_type"),
      number("size"),
      text("sha256")),
  DELIVERY(
      "deliveries",
      2,
      number("task"),
      number("event"),
      text("url"),
      text("host"),
      text("shown"),
      text("base"),
      number("state"),
      number("attempts"),
      text("said"),
      number("due")),
  SCHEDULE(
      "schedules",
      1,
      text("id"),
      text("owner"),
      number("grp"),
      text("operation"),
      text("inputs"),
      text("secret_inputs"),
      text("description"),
      number("retention"),
      text("zone"),
      text("cron"),
      number("every_millis"),
      number("every_from"),
      number("at_time"),
      text("catch_up"),
      number("catch_up_most"),
      number("grace"),
      text("overlap"),
      flag("paused"),
      number("revision"),
      number("created"),
      number("changed"),
      number("next_due"),
      number("last_due"),
      text("last_task"),
      text("last_remark"),
      number("failure_due"),
      text("failure"),
      text("idempotency_key"),
      text("idempotency_fingerprint")),
  SCHEDULE_TASK("tasks of schedules", 1, number("task"), text("schedule"), number("tick")),
  /** How far rates are used up is not moved: at worst they begin anew. */
  LIMIT_RULE(
      "limits",
      1,
      text("scope"),
      text("rule"),
      flag("paused"),
      number("changed"),
      text("changed_by")),
  ACCOUNT("accounts", 1, number("id"), text("name"), flag("administrator"), text("password_hash")),
  GRP("groups", 1, number("id"), text("name"), flag("project")),
  MEMBERSHIP("memberships", 2, number("grp"), number("account"), text("role")),
  TOKEN(
      "tokens",
      1,
      text("sha256"),
      number("account"),
      text("id"),
      text("label"),
      number("created"),
      number("expires")),
  DOCUMENT(
      "documents",
      1,
      number("id"),
      number("grp"),
      text("path"),
      text("parent"),
      flag("folder"),
      number("created"),
      number("modified"));

  private final String plural;
  private final int keys;
  private final List<Column> columns;

  Table(String plural, int keys, Column... columns) {
    this.plural = plural;
    this.keys = keys;
    this.columns = List.of(columns);
  }

  /** What people call its rows. */
  public String plural() {
    return plural;
  }

  /** What both stores call it. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public List<Column> columns() {
    return columns;
  }

  /** The first columns. */
  public List<Column> key() {
    return columns.subList(0, keys);
  }
}
