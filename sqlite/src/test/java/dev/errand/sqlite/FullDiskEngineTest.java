// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.Errand;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.task.StoreFullException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An engine on a full disk, with callers that do not give up. */
class FullDiskEngineTest {

  private static final String TEXT = "a".repeat(10_000);

  @TempDir private Path folder;

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.errand");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  /** Takes something large and gives nothing. */
  private static final class Keep implements Operation<Keep.Inputs, Void> {

    record Inputs(String text) {}

    @Override
    public OperationSpec<Inputs, Void> spec() {
      return OperationSpec.of("keep", "Keep a text", Inputs.class, Void.class);
    }

    @Override
    public Void run(Inputs inputs, TaskContext context) {
      return null;
    }
  }

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> messages(Level least) {
    return List.copyOf(lines.list).stream()
        .filter(line -> line.getLevel().isGreaterOrEqual(least))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Task start(Errand errand) {
    return errand.submit(Submission.of("keep", new Keep.Inputs(TEXT)));
  }

  @Test
  void refusesStartsTellsOnceAndGoesOn() throws Exception {
    SqliteStore store = SqliteStore.in(folder);
    try (Errand errand =
        Errand.builder()
            .store(store)
            .data(folder)
            .operation(new Keep())
            .retention(Duration.ofHours(1))
            .build()) {
      errand.start();
      store.limitPages(300).join();
      List<Task> answered = new ArrayList<>();
      long begin = System.nanoTime();
      int refused = 0;
      while (refused < 300) {
        try {
          answered.add(start(errand));
        } catch (StoreFullException full) {
          refused++;
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;

      assertThat(answered).isNotEmpty();
      assertThat(errand.outage()).get().asString().contains("disk is full");
      // Both kinds of workers claim again after a second, whatever is started meanwhile.
      assertThat(messages(Level.DEBUG).stream().filter("Could not claim tasks"::equals).count())
          .isLessThanOrEqualTo(2 * seconds);
      assertThat(messages(Level.WARN))
          .hasSizeLessThanOrEqualTo(1 + (int) (seconds / 60))
          .first()
          .asString()
          .startsWith("Nothing can be stored until there is room again: ");
      assertThatThrownBy(() -> start(errand)).isInstanceOf(StoreFullException.class);

      store.limitPages(1_000_000).join();
      answered.add(start(errand));
      for (Task task : answered) {
        assertThat(errand.await(task.id(), Duration.ofSeconds(30)))
            .map(Task::status)
            .contains(TaskStatus.FINISHED);
      }
    }
  }
}
