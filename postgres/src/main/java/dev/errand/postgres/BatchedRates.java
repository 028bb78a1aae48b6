// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.Scope;
import dev.errand.sql.lane.RateRow;
import dev.errand.sql.lane.StartGate;
import dev.errand.store.NewTask;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Until when rates are used up, of all that a transaction starts: locked together and in one order,
 * so that nodes wait for each other and never in a circle, and written together.
 */
final class BatchedRates implements StartGate.Spent {

  private static final String KNOW =
      """
      INSERT INTO limit_rate (scope, spent) SELECT scope, 0 FROM unnest(?) AS asked (scope)
      ORDER BY scope ON CONFLICT DO NOTHING
      """;

  private static final String LOCK =
      """
      SELECT scope, spent FROM limit_rate WHERE scope = ANY (?)
      ORDER BY scope FOR NO KEY UPDATE
      """;

  static final String WRITE =
      """
      UPDATE limit_rate SET spent = new.spent
      FROM unnest(?, ?) AS new (scope, spent) WHERE limit_rate.scope = new.scope
      """;

  private final Map<String, Long> known = new HashMap<>();
  private final Map<String, Long> changed = new TreeMap<>();

  private BatchedRates() {}

  static BatchedRates of(Connection connection, List<NewTask> tasks) throws SQLException {
    List<String> scopes =
        tasks.stream()
            .flatMap(task -> task.bounds().stream())
            .filter(bound -> bound.limit().rate().isPresent())
            .map(bound -> bound.scope().text())
            .distinct()
            .sorted()
            .toList();
    BatchedRates rates = new BatchedRates();
    if (!scopes.isEmpty()) {
      rates.lock(connection, scopes);
    }
    return rates;
  }

  private void lock(Connection connection, Collection<String> scopes) throws SQLException {
    try (Binder insert = Binder.of(connection, KNOW).texts(scopes)) {
      insert.update();
    }
    try (Binder query = Binder.of(connection, LOCK).texts(scopes);
        ResultSet row = query.query()) {
      while (row.next()) {
        known.put(Binder.kept(row.getString(1)), row.getLong(2));
      }
    }
  }

  /** Reads one without locking it. */
  static long read(Connection connection, Scope scope) throws SQLException {
    try (Binder query = Binder.of(connection, RateRow.ONE).text(Binder.kept(scope.text()));
        ResultSet row = query.query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public long until(Scope scope) {
    return known.getOrDefault(Binder.kept(scope.text()), 0L);
  }

  @Override
  public void until(Scope scope, long micros) {
    String text = Binder.kept(scope.text());
    known.put(text, micros);
    changed.put(text, micros);
  }

  /** Writes what has changed. */
  void write(Connection connection) throws SQLException {
    if (!changed.isEmpty()) {
      try (Binder update =
          Binder.of(connection, WRITE).texts(changed.keySet()).numbers(changed.values())) {
        update.update();
      }
    }
  }
}
