// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.callback.CallbackEvent;
import dev.errand.callback.Subscriber;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import dev.errand.testkit.soak.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connections of tables that change seldom break, at the commit and before. */
class UnknownSeldomTest {

  private static final String ROWS = "SELECT count(*) FROM ";

  private final PostgresSettings direct = Database.fresh();
  private final OutputTables tables = new OutputTables(direct);
  private final Proxy proxy = new Proxy(Database.port());
  private final PostgresSettings settings = PostgresSettings.of(proxy.url(direct.url()));

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private void isUnknown(String application, String look, Runnable change) {
    proxy.set(Proxy.Fault.ANSWER_LOST, application);
    assertThatThrownBy(change::run)
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("Look at " + look);
    proxy.set(Proxy.Fault.NONE);
  }

  @Test
  void accounts() {
    try (PostgresAccounts accounts = PostgresAccounts.at(settings)) {
      isUnknown(
          "errand-accounts",
          "the users, groups and tokens",
          () -> accounts.add("ada", "hash", true));
      assertThat(accounts.account("ada")).as("it took place").isPresent();
    }
  }

  @Test
  void documents() {
    try (PostgresAccounts accounts = PostgresAccounts.at(direct);
        PostgresDocuments documents = PostgresDocuments.at(settings)) {
      long group = accounts.addGroup("acme", java.util.OptionalLong.empty(), false).id();
      isUnknown(
          "errand-documents",
          "the documents",
          () -> documents.register(group, List.of("a"), false, Instant.EPOCH));
      assertThat(documents.find(group, "a")).as("it took place").isPresent();
    }
  }

  @Test
  void callbacks() {
    try (PostgresStore store = Tasks.opened(direct, "node");
        PostgresDeliveries deliveries = PostgresDeliveries.at(settings)) {
      long task = Tasks.done(store.insert(Tasks.task())).id().number();
      Subscriber.Receiver receiver =
          new Subscriber.Receiver("http://there.example/", "there.example", "there.example");
      isUnknown(
          "errand-deliveries",
          "the callbacks of the job",
          () ->
              deliveries.arm(
                  task, new Subscriber(Map.of(CallbackEvent.SUCCESS, receiver), "http://here")));
      assertThat(deliveries.of(task)).as("it took place").hasSize(1);
    }
  }

  @Test
  void sessions() {
    try (PostgresSessionEndings endings = PostgresSessionEndings.at(settings)) {
      isUnknown(
          "errand-sessions",
          "whether the session goes on",
          () -> endings.add("0a", Instant.parse("2100-01-01T00:00:00Z")));
      assertThat(endings.contains("0a")).as("it took place").isTrue();
    }
  }

  /** What is asked only changes nothing, whatever becomes of its commit. */
  @Test
  void aQuestionIsNeverUnknown() {
    try (PostgresSessionEndings endings = PostgresSessionEndings.at(settings)) {
      proxy.set(Proxy.Fault.ANSWER_LOST, "errand-sessions");
      assertThatThrownBy(() -> endings.contains("0a"))
          .isInstanceOf(StoreUnreachableException.class);
    }
  }

  @Test
  void aConnectionThatBreaksBeforeTheCommitHasStoredNothing() {
    try (SharedTables shared = SharedTables.open(direct, "accounts", "nothing")) {
      assertThatThrownBy(() -> shared.run(UnknownSeldomTest::writtenAndBroken))
          .isInstanceOf(StoreUnreachableException.class);
      assertThat(tables.number(ROWS + "ended_session")).isZero();
    }
  }

  private static Optional<Integer> writtenAndBroken(OpenStatements statements) throws SQLException {
    statements.bind("INSERT INTO ended_session (id, expires) VALUES ('1', now())").update();
    statements.bind("SELECT pg_terminate_backend(pg_backend_pid())").query().close();
    return Optional.of(1);
  }
}
