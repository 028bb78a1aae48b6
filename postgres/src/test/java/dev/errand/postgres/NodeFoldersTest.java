// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.store.Store;
import dev.errand.task.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes whose operations keep files have to see the same ones. */
class NodeFoldersTest {

  private static final Duration LEASE = Duration.ofMillis(1_500);

  private final PostgresSettings settings = Database.fresh().lease(LEASE);
  private final SeenFolder folder = SeenFolder.of("a");

  @Test
  void aNodeWithAnotherFolderIsRefusedUntilTheOthersAreGone() {
    try (Store first = Tasks.opened(settings.folder(folder), "first")) {
      try (Store same = Tasks.opened(settings.folder(folder.forAnother()), "same");
          Store none = Tasks.opened(settings, "none")) {
        assertThat(same.counts()).isEqualTo(none.counts());
      }
      assertThatThrownBy(() -> Tasks.opened(settings.folder(SeenFolder.of("b")), "second"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("The node first")
          .hasMessageContaining("another folder")
          .hasMessageContaining("--shared");
      assertThat(first.counts()).isEmpty();
    }
    try (Store second = Tasks.opened(settings.folder(SeenFolder.of("b")), "second")) {
      assertThat(second.counts()).isEmpty();
    }
  }

  @Test
  void aNodeInACopyOfTheFolderIsRefusedAsSoonAsTheOtherShowsThatItLives() {
    try (Store first = Tasks.opened(settings.folder(folder), "first")) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> Tasks.opened(settings.folder(folder.inCopy()), "copied"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("The node first says it is at work in the same folder")
          .hasMessageContaining("the folder is a copy");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LEASE);
      assertThat(first.counts()).isEmpty();
    }
  }

  @Test
  void aNodeThatDiedAMomentAgoIsWaitedForAndNoLongerThanNeedBe() throws SQLException {
    registered("dead", folder, Duration.ofSeconds(9));
    folder.die();
    execute(
        "UPDATE node SET heartbeat = heartbeat - interval '3.9 seconds',"
            + " lease_end = lease_end - interval '3.9 seconds'");
    long start = System.nanoTime();
    try (Store next = Tasks.opened(settings.folder(folder.forAnother()), "next")) {
      assertThat(next.counts()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aFrozenNodeInTheSameFolderIsNoReasonToWait() throws SQLException {
    registered("frozen", folder, Duration.ofHours(1));
    try (Store next = Tasks.opened(settings.folder(folder.forAnother()), "next")) {
      assertThat(next.counts()).isEmpty();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As if it had renewed this moment, and does not again. */
  private void registered(String name, SeenFolder its, Duration lease) throws SQLException {
    try (Store tables = Tasks.opened(settings, "tables");
        Connection connection = DriverManager.getConnection(settings.url())) {
      assertThat(tables.counts()).isEmpty();
      Node node = new Node(0, name, Set.of(), Optional.of(its));
      assertThat(Nodes.register(connection, node, lease).node().id()).isPositive();
    }
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    for (String url :
        new String[] {
          "jdbc:postgresql://db/errand?ssl=true&password=sesame",
          "jdbc:postgresql://jo:sesame@db/errand"
        }) {
      assertThatThrownBy(() -> PostgresSettings.of(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("sesame");
    }
  }
}
