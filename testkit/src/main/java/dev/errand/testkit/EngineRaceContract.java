// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.CANCELLED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.testkit.Races.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.task.Download;
import dev.errand.task.Task;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What callers ask for at the moment when something else happens to the task. */
public abstract class EngineRaceContract extends EngineContract {

  private static final int ROUNDS = Races.rounds(40);
  private static final String CONTENT = "0123456789".repeat(20_000);

  /** For subclasses. */
  protected EngineRaceContract() {}

  @Test
  void cancelAgainstReturn() throws Exception {
    Gates gates = new Gates();
    Errand errand =
        start(
            Work.of((in, context) -> {
              gates.get(in.name()).passDeaf();
              return new Work.Out(context.isCancelled() ? "noticed" : "not noticed");
            }));
    for (int round = 0; round < ROUNDS; round++) {
      String name = "round " + round;
      Task task = submit(errand, name);
      gates.get(name).awaitReached();
      List<Optional<Task>> answers =
          together(
              List.of(
                  () -> errand.cancel(task.id(), Optional.of("ann")),
                  () -> {
                    gates.get(name).open();
                    return Optional.empty();
                  }));

      Task ended = ended(errand, task.id());
      assertThat(answers.getFirst()).isPresent();
      assertThat(ended.result().orElseThrow().text())
          .contains(ended.status() == CANCELLED ? "\"noticed\"" : "\"not noticed\"");
      assertThat(ended.status()).isIn(CANCELLED, FINISHED);
      assertThat(ended.cancelRequest().isPresent())
          .as("a request that was taken is kept")
          .isEqualTo(answers.getFirst().get().cancelRequest().isPresent());
    }
  }

  @Test
  void pruneAgainstDownload() throws Exception {
    Errand errand =
        start(
            Work.of((in, context) -> {
              Files.writeString(context.output("file", "text/plain"), CONTENT);
              return null;
            }));
    for (int round = 0; round < ROUNDS; round++) {
      Task task = ended(errand, submit(errand, "round " + round).id(), FINISHED);
      List<String> answers =
          together(
              List.of(
                  () -> download(errand, task),
                  () -> errand.prune(task.id()).isPresent() ? "" : "not pruned",
                  () -> download(errand, task)));

      assertThat(answers)
          .as("all of the file or none")
          .allMatch(answer -> answer.isEmpty() || answer.equals(CONTENT));
      assertThat(download(errand, task)).isEmpty();
    }
  }

  private static String download(Errand errand, Task task) throws Exception {
    Optional<Download> open = errand.download(task.id(), "file");
    if (open.isEmpty()) {
      return "";
    }
    try (Download download = open.get()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      download.copyTo(bytes);
      return bytes.toString(StandardCharsets.US_ASCII);
    }
  }
}
