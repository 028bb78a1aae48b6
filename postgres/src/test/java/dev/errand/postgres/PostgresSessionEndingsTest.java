// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A session that was ended at one node has ended at all. */
class PostgresSessionEndingsTest {

  private final PostgresSettings settings = Database.fresh();

  @Test
  void anotherNodeSeesThemAtOnce() {
    try (PostgresSessionEndings one = PostgresSessionEndings.at(settings);
        PostgresSessionEndings other = PostgresSessionEndings.at(settings)) {
      Instant expires = Instant.now().plus(Duration.ofHours(12));
      for (String session : new String[] {"a", "b", "c"}) {
        assertThat(other.contains(session)).isFalse();
        one.add(session, expires);
        one.add(session, expires);
        assertThat(other.contains(session)).isTrue();
      }
    }
  }

  @Test
  void theyAreForgottenAnHourAfterTheirTime() throws SQLException {
    Instant now = Instant.now();
    try (PostgresSessionEndings endings = PostgresSessionEndings.at(settings)) {
      endings.add("long over", now.minus(Duration.ofHours(2)));
      endings.add("just over", now.minus(Duration.ofMinutes(50)));
      endings.add("going on", now.plus(Duration.ofHours(1)));

      assertThat(endings.contains("just over")).isTrue();
      assertThat(rows()).isEqualTo(2);
    }
  }

  private int rows() throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM ended_session")) {
      row.next();
      return row.getInt(1);
    }
  }
}
