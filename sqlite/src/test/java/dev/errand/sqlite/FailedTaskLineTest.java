// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.Errand;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.Secret;
import dev.errand.operation.TaskContext;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator finds in the server's log of a task that failed. */
class FailedTaskLineTest {

  @TempDir private Path folder;

  /** Fails with its inputs in its message. */
  private static final class Open implements Operation<Open.Inputs, Void> {

    record Inputs(@Secret String password) {}

    @Override
    public OperationSpec<Inputs, Void> spec() {
      return OperationSpec.of("open", "Open a door", Inputs.class, Void.class);
    }

    @Override
    public Void run(Inputs inputs, TaskContext context) {
      throw new IllegalStateException(
          "the door does not open with " + inputs.password() + "\n17:00:00 INFO All is well");
    }
  }

  @Test
  void isOneLineWithoutSecretsThatNamesTheTask() throws InterruptedException {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.errand");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (Errand errand =
        Errand.builder().store(SqliteStore.in(folder)).data(folder).operation(new Open()).build()) {
      errand.start();
      Task task =
          errand.submit(
              Submission.of("open", new Open.Inputs("sesame")).ownedBy(Optional.of("ada")));
      errand.await(task.id(), Duration.ofSeconds(30));

      assertThat(lines.list)
          .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "Task 1 (%s, open of ada, attempt 1) failed: java.lang.IllegalStateException: the door does not open with ***"
                  .formatted(task.id().key()));
    } finally {
      logger.detachAppender(lines);
    }
  }
}
