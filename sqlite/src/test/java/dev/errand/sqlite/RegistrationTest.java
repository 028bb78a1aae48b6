// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.Claim;
import dev.errand.task.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be claimed after a change of it that the file did not take. */
class RegistrationTest {

  @TempDir private Path folder;

  private void run(String sql) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("errand.db"));
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void oneThatFailsChangesNothing() throws SQLException {
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of(Tasks.OPERATION));
      store.insert(Tasks.task()).join();
      run(
          "CREATE TRIGGER refuse BEFORE UPDATE OF hold ON task"
              + " BEGIN SELECT RAISE(ABORT, 'refused'); END");

      assertThatThrownBy(() -> store.register(Set.of("another")).join())
          .hasCauseInstanceOf(StoreException.class);

      run("DROP TRIGGER refuse");
      store.insert(Tasks.task()).join();
      assertThat(store.claim(Claim.unlimited(false, () -> 10, () -> Instant.EPOCH)).join())
          .hasSize(2);
    }
  }
}
