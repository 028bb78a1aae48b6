// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.limit.Scope;
import dev.errand.sql.lane.RateRow;
import dev.errand.sql.lane.StartGate;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Keeps until when rates are used up; only the writing thread changes it. */
record KeptRates(Statements statements) implements StartGate.Spent {

  @Override
  public long until(Scope scope) throws SQLException {
    try (ResultSet row = Binder.of(statements.get(RateRow.ONE)).text(scope.text()).query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void until(Scope scope, long micros) throws SQLException {
    Binder.of(statements.get(RateRow.PUT)).text(scope.text()).number(micros).update();
  }
}
