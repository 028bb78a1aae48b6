// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.LimitReachedException;
import dev.errand.sql.Millis;
import dev.errand.sql.OptionsText;
import dev.errand.sql.lane.StartGate;
import dev.errand.store.NewTask;
import dev.errand.task.Idempotency;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inserts tasks. Numbers are given in the order in which the tasks were handed in. If another node
 * inserts a task with the same idempotency key at the same time, the unique index refuses this one,
 * and the next try finds the other.
 */
final class Inserts implements Command.Kind<NewTask, Task> {

  static final String INSERT =
      """
      INSERT INTO task (key, held, waits, priority, submitted, operation, inputs, secret_inputs,
          description, owner, grp, ordering_key, transaction_id, reply, idempotency_key,
          idempotency_fingerprint, retention, options, due, wait_end)
      SELECT key,
          due IS NOT NULL OR ordering_key IS NOT NULL AND (nth > 1 OR EXISTS (
            SELECT FROM task AS earlier
            WHERE hashtextextended(earlier.ordering_key, 0) = hashtextextended(new.ordering_key, 0)
              AND earlier.ordering_key = new.ordering_key AND earlier.ordering_key IS NOT NULL
              AND earlier.status < 2)),
          waits, priority, submitted, operation, inputs, secret_inputs, description, owner, grp,
          ordering_key, transaction_id, reply, idempotency_key, idempotency_fingerprint,
          retention, options, due, wait_end
      FROM (SELECT *, row_number() OVER (PARTITION BY ordering_key ORDER BY place) AS nth
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS row (
                key, waits, priority, submitted, operation, inputs, secret_inputs, description,
                owner, grp, ordering_key, transaction_id, reply, idempotency_key,
                idempotency_fingerprint, retention, options, due, wait_end, place)) AS new
      ORDER BY place
      RETURNING key, number
      """;

  private final Lease lease;
  private final Announcements announcements;

  Inserts(Lease lease, Announcements announcements) {
    this.lease = lease;
    this.announcements = announcements;
  }

  @Override
  public void apply(Connection connection, List<Command<NewTask, Task>> commands)
      throws SQLException {
    Repeats repeats = Repeats.among(connection, commands);
    List<Command<NewTask, Task>> fresh = admitted(connection, repeats.fresh(), repeats::refused);
    if (!fresh.isEmpty()) {
      insert(connection, fresh).forEach(repeats::inserted);
      announcements.work();
    }
    repeats.answer();
  }

  /**
   * Those that nothing refuses.
   *
   * @param refused is given each of the others
   */
  private List<Command<NewTask, Task>> admitted(
      Connection connection,
      List<Command<NewTask, Task>> fresh,
      BiConsumer<Command<NewTask, Task>, LimitReachedException> refused)
      throws SQLException {
    if (fresh.stream().allMatch(command -> command.request().bounds().isEmpty())) {
      return fresh;
    }
    BatchedWaiting waiting = new BatchedWaiting(connection, lease.node().operations());
    BatchedRates rates = BatchedRates.of(connection, fresh.stream().map(Command::request).toList());
    StartGate gate = new StartGate(waiting, rates);
    List<Command<NewTask, Task>> admitted = new ArrayList<>();
    for (Command<NewTask, Task> command : fresh) {
      Optional<LimitReachedException> refusal = gate.refusal(command.request());
      if (refusal.isPresent()) {
        refused.accept(command, refusal.get());
      } else {
        admitted.add(command);
      }
    }
    rates.write(connection);
    return admitted;
  }

  /**
   * Inserts a task without an idempotency key, in the transaction that is under way.
   *
   * @throws LimitReachedException if a limit refuses it; the transaction is to be taken back then
   */
  Task insert(Connection connection, NewTask task) throws SQLException {
    Command<NewTask, Task> alone = new Command<>(this, task, Touched.by(task), Command.Turn.ALONE);
    admitted(
        connection,
        List.of(alone),
        (_, why) -> {
          throw why;
        });
    announcements.work();
    return insert(connection, List.of(alone)).values().iterator().next();
  }

  /** The tasks by their commands. */
  private static Map<Command<NewTask, Task>, Task> insert(
      Connection connection, List<Command<NewTask, Task>> commands) throws SQLException {
    Map<UUID, Long> numbers = new HashMap<>();
    try (Binder insert = bind(Binder.of(connection, INSERT), commands);
        ResultSet row = insert.query()) {
      while (row.next()) {
        numbers.put(row.getObject(1, UUID.class), row.getLong(2));
      }
    }
    Map<Command<NewTask, Task>, Task> inserted = new HashMap<>();
    for (Command<NewTask, Task> command : commands) {
      NewTask task = command.request();
      Long number = numbers.get(task.key());
      if (number == null) {
        throw new IllegalStateException("task " + task.key() + " was inserted without a number");
      }
      inserted.put(command, NewTasks.waiting(new TaskId(number, task.key()), task));
    }
    return inserted;
  }

  private static Binder bind(Binder insert, List<Command<NewTask, Task>> commands)
      throws SQLException {
    Columns columns = new Columns(insert, commands);
    columns.add("uuid", NewTask::key);
    columns.add("boolean", NewTask::waits);
    columns.add("integer", task -> task.submission().priority());
    columns.add("bigint", task -> Millis.of(task.submitted()));
    columns.add("text", task -> task.submission().operation());
    columns.add("text", task -> task.submission().inputs().text());
    columns.add("text", Inserts::secretInputs);
    columns.add("text", task -> task.submission().description().orElse(null));
    columns.add("text", task -> task.submission().owner().orElse(null));
    columns.add("bigint", Inserts::group);
    columns.add("text", task -> task.submission().orderingKey().orElse(null));
    columns.add("uuid", task -> task.submission().transactionId().orElse(null));
    columns.add("text", task -> task.submission().reply().map(Json::text).orElse(null));
    columns.add("text", task -> idempotency(task).map(Idempotency::key).orElse(null));
    columns.add("text", task -> idempotency(task).map(Idempotency::fingerprint).orElse(null));
    columns.add(
        "bigint", task -> task.submission().retention().map(Duration::toMillis).orElse(null));
    columns.add("text", task -> OptionsText.of(task.submission().options()));
    columns.add("bigint", task -> task.due().map(Millis::of).orElse(null));
    columns.add("bigint", task -> task.waitEnd().map(Millis::of).orElse(null));
    return insert;
  }

  private static Optional<Idempotency> idempotency(NewTask task) {
    return task.submission().idempotency();
  }

  private record Columns(Binder insert, List<Command<NewTask, Task>> commands) {
    void add(String type, Function<NewTask, @Nullable Object> column) throws SQLException {
      insert.array(type, commands, command -> column.apply(command.request()));
    }
  }

  private static @Nullable String secretInputs(NewTask task) {
    Json masked = task.submission().inputs();
    return task.inputs().equals(masked) ? null : task.inputs().text();
  }

  private static @Nullable Long group(NewTask task) {
    return task.submission().group().isPresent() ? task.submission().group().getAsLong() : null;
  }
}
