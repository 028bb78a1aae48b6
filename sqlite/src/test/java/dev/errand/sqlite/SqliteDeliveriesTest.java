// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.callback.Deliveries;
import dev.errand.store.Store;
import dev.errand.testkit.DeliveriesContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteDeliveriesTest extends DeliveriesContract {

  @Override
  protected Store store() {
    return SqliteStore.in(data);
  }

  @Override
  protected Deliveries open() {
    return SqliteDeliveries.in(data);
  }

  @Test
  void everyQueryWalksAnIndex() throws SQLException {
    for (String sql : List.of(SqliteDeliveries.LOOK_AT_ALL, SqliteDeliveries.RELEASE_ALL)) {
      assertThat(plan(sql))
          .anyMatch(step -> step.contains("INDEX delivery_armed"))
          .anyMatch(step -> step.contains("SEARCH task USING INTEGER PRIMARY KEY (rowid=?)"))
          .noneMatch(step -> step.startsWith("SCAN task"));
    }
    for (String sql : List.of(SqliteDeliveries.LOOK_AT_SOME, SqliteDeliveries.RELEASE_SOME)) {
      assertThat(plan(sql))
          .anyMatch(step -> step.contains("INDEX delivery_armed (task=?"))
          .noneMatch(step -> step.startsWith("SCAN task"))
          .noneMatch(step -> step.startsWith("SCAN delivery"));
    }
    assertThat(plan(SqliteDeliveries.NEXT))
        .anyMatch(step -> step.contains("INDEX delivery_due (due<?)"))
        .noneMatch(step -> step.contains("TEMP B-TREE"));
    assertThat(plan(SqliteDeliveries.OF_TASK))
        .singleElement()
        .asString()
        .contains("SEARCH delivery USING PRIMARY KEY (task=?)");
  }

  private List<String> plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
    }
    return steps;
  }
}
