// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.Millis;
import dev.errand.sql.StatusCode;
import dev.errand.task.Page;
import dev.errand.task.TaskFilter;
import dev.errand.task.Timing;
import dev.errand.task.VisibleTo;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/**
 * A list of tasks. It walks an index in the order of numbers and stops at the limit. The states
 * stand in the text itself, because only so can the planner use the partial indexes.
 */
final class ListQuery {

  private static final String DURATION =
      " AND greatest(0, CASE status WHEN 1 THEN ? ELSE ended END - started) BETWEEN ? AND ?"
          + " AND started IS NOT NULL AND (status = 1 OR ended IS NOT NULL)";

  private final TaskFilter filter;
  private final Page page;
  private final long now;

  ListQuery(TaskFilter filter, Page page, long now) {
    this.filter = filter;
    this.page = page;
    this.now = now;
  }

  String sql() {
    boolean newest = page.order() == Page.Order.NEWEST_FIRST;
    return TaskReader.SELECT
        + (newest ? "WHERE number < ?" : "WHERE number > ?")
        + " AND (retention_end IS NULL OR retention_end > ?)"
        + (filter.statuses().isEmpty() ? "" : " AND status IN (" + statuses() + ")")
        + (filter.operations().isEmpty() ? "" : " AND operation = ANY (?)")
        + (filter.owner().isEmpty() ? "" : " AND owner = ?")
        + (filter.group().isEmpty() ? "" : " AND grp = ?")
        + (filter.schedule().isEmpty()
            ? ""
            : " AND number IN (SELECT task FROM schedule_task WHERE schedule = ?)")
        + (filter.visibleTo().isEmpty() ? "" : " AND (owner = ? OR grp = ANY (?))")
        + (filter.timing().boundsSubmission() ? " AND submitted BETWEEN ? AND ?" : "")
        + (filter.timing().boundsDuration() ? DURATION : "")
        + (newest ? " ORDER BY number DESC LIMIT ?" : " ORDER BY number LIMIT ?");
  }

  private String statuses() {
    return filter.statuses().stream()
        .map(StatusCode::of)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  Binder bind(Connection connection) throws SQLException {
    boolean fromTheNewest = page.order() == Page.Order.NEWEST_FIRST && page.after() == 0;
    Binder query =
        Binder.of(connection, sql())
            .number(fromTheNewest ? Long.MAX_VALUE : page.after())
            .number(now);
    if (!filter.operations().isEmpty()) {
      query.texts(filter.operations());
    }
    if (filter.owner().isPresent()) {
      query.text(filter.owner().get());
    }
    if (filter.group().isPresent()) {
      query.number(filter.group().getAsLong());
    }
    if (filter.schedule().isPresent()) {
      query.text(filter.schedule().get().toString());
    }
    if (filter.visibleTo().isPresent()) {
      VisibleTo visibleTo = filter.visibleTo().get();
      query.text(visibleTo.owner().orElse(null)).numbers(visibleTo.groups());
    }
    bind(query, filter.timing());
    return query.number(page.limit());
  }

  private void bind(Binder query, Timing timing) throws SQLException {
    if (timing.boundsSubmission()) {
      query
          .number(timing.submittedFrom().map(Millis::from).orElse(Long.MIN_VALUE))
          .number(timing.submittedTo().map(Millis::of).orElse(Long.MAX_VALUE));
    }
    if (timing.boundsDuration()) {
      query
          .number(now)
          .number(timing.minDuration().map(Millis::atLeast).orElse(Long.MIN_VALUE))
          .number(timing.maxDuration().map(Millis::of).orElse(Long.MAX_VALUE));
    }
  }
}
