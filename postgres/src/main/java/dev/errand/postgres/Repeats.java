// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.limit.LimitReachedException;
import dev.errand.sql.TaskRow;
import dev.errand.store.NewTask;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tasks to insert are there already under the same owner's same idempotency key, or
 * come twice. Looking first, instead of having the insertion pass over them, uses up no numbers.
 */
final class Repeats {

  static final String THERE =
      "SELECT "
          + TaskRow.COLUMNS
          + """

          FROM task JOIN unnest(?, ?) AS wanted (wanted_owner, wanted_key)
            ON coalesce(owner, '') = wanted_owner AND idempotency_key = wanted_key
              AND idempotency_key IS NOT NULL
          """;

  private record Identity(String owner, String key) {

    static Optional<Identity> of(Submission submission) {
      return submission
          .idempotency()
          .map(one -> new Identity(Binder.kept(submission.owner().orElse("")), one.key()));
    }
  }

  private final List<Command<NewTask, Task>> commands;
  private final Map<Identity, Task> there = new HashMap<>();
  private final Map<Command<NewTask, Task>, Task> inserted = new HashMap<>();
  private final Map<Command<NewTask, Task>, LimitReachedException> refused = new HashMap<>();
  private final Map<Identity, LimitReachedException> missing = new HashMap<>();

  private Repeats(List<Command<NewTask, Task>> commands) {
    this.commands = commands;
  }

  static Repeats among(Connection connection, List<Command<NewTask, Task>> commands)
      throws SQLException {
    Repeats repeats = new Repeats(commands);
    Set<Identity> wanted = new HashSet<>();
    for (Command<NewTask, Task> command : commands) {
      Identity.of(command.request().submission()).ifPresent(wanted::add);
    }
    if (!wanted.isEmpty()) {
      repeats.lookFor(connection, wanted);
    }
    return repeats;
  }

  private void lookFor(Connection connection, Set<Identity> wanted) throws SQLException {
    try (Binder query =
        Binder.of(connection, THERE)
            .array("text", wanted, Identity::owner)
            .array("text", wanted, Identity::key)) {
      for (Task task : TaskReader.byNumber(query).values()) {
        Identity.of(task.submission()).ifPresent(identity -> there.put(identity, task));
      }
    }
  }

  /** Those to insert: the first of each key that is not there. */
  List<Command<NewTask, Task>> fresh() {
    List<Command<NewTask, Task>> fresh = new ArrayList<>();
    Set<Identity> seen = new HashSet<>(there.keySet());
    for (Command<NewTask, Task> command : commands) {
      Optional<Identity> identity = Identity.of(command.request().submission());
      if (identity.isEmpty() || seen.add(identity.get())) {
        fresh.add(command);
      }
    }
    return fresh;
  }

  /** To be called for each of {@link #fresh()}. */
  void inserted(Command<NewTask, Task> command, Task task) {
    inserted.put(command, task);
    Identity.of(task.submission()).ifPresent(identity -> there.put(identity, task));
  }

  /** To be called instead, with why it may not be inserted. */
  void refused(Command<NewTask, Task> command, LimitReachedException why) {
    refused.put(command, why);
    Identity.of(command.request().submission()).ifPresent(identity -> missing.put(identity, why));
  }

  /** Answers all with the task that is there now, or why there is none. */
  void answer() {
    for (Command<NewTask, Task> command : commands) {
      Optional<Identity> identity = Identity.of(command.request().submission());
      Optional<LimitReachedException> why =
          Optional.ofNullable(refused.get(command)).or(() -> identity.map(missing::get));
      if (why.isPresent()) {
        command.fail(why.get());
      } else {
        @Nullable Task task = inserted.get(command);
        command.answered(task != null ? task : identity.map(there::get).orElseThrow());
      }
    }
  }
}
