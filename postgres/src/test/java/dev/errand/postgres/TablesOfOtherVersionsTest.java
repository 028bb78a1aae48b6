// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A newer program may have been there before this one, as in the middle of an upgrade. */
class TablesOfOtherVersionsTest {

  private final PostgresSettings settings = Database.empty();

  @Test
  void newerTablesThatServeThisProgramAreLeftAsTheyAre() throws SQLException {
    int own = openAndReadVersion();
    set(own + 1, Integer.toString(own));

    assertThat(openAndReadVersion()).isEqualTo(own + 1);
  }

  @Test
  void newerTablesThatDoNotServeThisProgramAreRefused() throws SQLException {
    int own = openAndReadVersion();
    set(own + 2, Integer.toString(own + 1));

    assertThatThrownBy(this::openAndReadVersion)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer Errand")
        .hasMessageContaining("serve programs since version " + (own + 1))
        .hasMessageContaining("Start that newer version");
  }

  @Test
  void tablesThatDoNotSayWhomTheyServeAreOfTheirVersion() throws SQLException {
    int own = openAndReadVersion();
    set(own + 1, "NULL");

    assertThatThrownBy(this::openAndReadVersion).isInstanceOf(StoreException.class);
  }

  private int openAndReadVersion() throws SQLException {
    try (PostgresStore store = PostgresStore.at(settings)) {
      store.open("node", Set.of());
    }
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version FROM errand_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void set(int version, String serves) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE errand_version SET version = " + version + ", serves = " + serves);
    }
  }
}
