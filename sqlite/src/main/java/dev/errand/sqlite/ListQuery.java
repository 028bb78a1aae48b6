// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.Timing;
import dev.errand.task.VisibleTo;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The condition of a list. It walks the rows by number and stops at the limit. A set of values is
 * one parameter, so that there are only a few texts to compile, whatever the filters.
 */
final class ListQuery {

  private static final String DURATION =
      " AND max(0, CASE status WHEN 1 THEN ? ELSE ended END - started) BETWEEN ? AND ?";

  private final TaskFilter filter;
  private final Page page;
  private final long now;

  ListQuery(TaskFilter filter, Page page, long now) {
    this.filter = filter;
    this.page = page;
    this.now = now;
  }

  String where() {
    boolean newest = page.order() == Page.Order.NEWEST_FIRST;
    return (newest ? "WHERE number < ?" : "WHERE number > ?")
        + " AND (retention_end IS NULL OR retention_end > ?)"
        + (filter.statuses().isEmpty() ? "" : " AND (1 << status) & ?")
        + (filter.operations().isEmpty()
            ? ""
            : " AND operation IN (SELECT value FROM json_each(?))")
        + (filter.owner().isEmpty() ? "" : " AND owner = ?")
        + (filter.group().isEmpty() ? "" : " AND grp = ?")
        + (filter.schedule().isEmpty()
            ? ""
            : " AND number IN (SELECT task FROM schedule_task WHERE schedule = ?)")
        + (filter.visibleTo().isEmpty()
            ? ""
            : " AND (owner = ? OR grp IN (SELECT value FROM json_each(?)))")
        + (filter.timing().boundsSubmission() ? " AND submitted BETWEEN ? AND ?" : "")
        + (filter.timing().boundsDuration() ? DURATION : "")
        + (newest ? " ORDER BY number DESC LIMIT ?" : " ORDER BY number LIMIT ?");
  }

  Binder bind(PreparedStatement statement) throws SQLException {
    boolean fromTheNewest = page.order() == Page.Order.NEWEST_FIRST && page.after() == 0;
    Binder query =
        Binder.of(statement).number(fromTheNewest ? Long.MAX_VALUE : page.after()).number(now);
    if (!filter.statuses().isEmpty()) {
      query = query.number(statusBits());
    }
    if (!filter.operations().isEmpty()) {
      query = query.text(Json.of(filter.operations()).text());
    }
    if (filter.owner().isPresent()) {
      query = query.text(filter.owner().get());
    }
    if (filter.group().isPresent()) {
      query = query.number(filter.group().getAsLong());
    }
    if (filter.schedule().isPresent()) {
      query = query.text(filter.schedule().get().toString());
    }
    if (filter.visibleTo().isPresent()) {
      VisibleTo visibleTo = filter.visibleTo().get();
      query = query.text(visibleTo.owner().orElse(null)).text(Json.of(visibleTo.groups()).text());
    }
    Timing timing = filter.timing();
    if (timing.boundsSubmission()) {
      query =
          query
              .number(timing.submittedFrom().map(Millis::from).orElse(Long.MIN_VALUE))
              .number(timing.submittedTo().map(Millis::of).orElse(Long.MAX_VALUE));
    }
    if (timing.boundsDuration()) {
      query =
          query
              .number(now)
              .number(timing.minDuration().map(Millis::atLeast).orElse(Long.MIN_VALUE))
              .number(timing.maxDuration().map(Millis::of).orElse(Long.MAX_VALUE));
    }
    return query.number(page.limit());
  }

  private long statusBits() {
    long bits = 0;
    for (TaskStatus status : filter.statuses()) {
      bits |= 1L << StatusCode.of(status);
    }
    return bits;
  }
}
