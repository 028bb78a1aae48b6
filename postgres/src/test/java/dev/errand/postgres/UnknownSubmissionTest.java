// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.access.Audit;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.ReleasesInputs;
import dev.errand.operation.TaskContext;
import dev.errand.task.Idempotency;
import dev.errand.task.Page;
import dev.errand.task.Principal;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskListener;
import dev.errand.task.TaskStatus;
import dev.errand.task.UnknownOutcomeException;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an engine says of submissions and cancels that the database may have stored. */
class UnknownSubmissionTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh();
  private final OutputTables tables = new OutputTables(settings);
  private final Proxy proxy = new Proxy(Database.port());
  private final List<Errand> engines = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    proxy.set(Proxy.Fault.NONE);
    engines.forEach(Errand::close);
    proxy.close();
  }

  private Errand engine(TaskListener listener) {
    return engine(listener, Work.of((in, context) -> null));
  }

  private Errand engine(TaskListener listener, Operation<?, ?> operation) {
    PostgresSettings way =
        PostgresSettings.of(proxy.url(settings.url())).readers(4).patience(Duration.ofMillis(300));
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(way))
            .data(folder)
            .node("one")
            .workers(1)
            .stopPatience(Duration.ZERO)
            .operation(operation)
            .listener(listener)
            .build();
    errand.start();
    engines.add(errand);
    return errand;
  }

  @Test
  void aSubmissionTellsTheKeyThatItsTaskHasIfItWasStored() throws Exception {
    Errand errand = engine(new TaskListener() {});
    proxy.set(Proxy.Fault.ANSWER_HELD, "errand-writer");
    Throwable unknown = catchThrowable(() -> errand.submit(Work.submission("a").build()));
    proxy.set(Proxy.Fault.NONE);

    assertThat(unknown)
        .isInstanceOf(UnknownOutcomeException.class)
        .hasMessageContaining("Look at the list of tasks, by owner and time,");
    UUID key = ((UnknownOutcomeException) unknown).task().orElseThrow();
    Task task = errand.task(key).orElseThrow();
    assertThat(errand.await(task.id(), PATIENCE).orElseThrow().status())
        .isEqualTo(TaskStatus.FINISHED);
  }

  @Test
  void aSubmissionWithAKeyIsToBeRepeatedAndDoneOnce() {
    Errand errand = engine(new TaskListener() {});
    Submission submission = Work.submission("a").idempotency(new Idempotency("k", "f")).build();
    proxy.set(Proxy.Fault.ANSWER_HELD, "errand-writer");
    assertThatThrownBy(() -> errand.submit(submission))
        .isInstanceOf(StoreUnreachableException.class)
        .hasMessageContaining("again with the same idempotency key");
    proxy.set(Proxy.Fault.NONE);

    assertThat(errand.submitOnce(submission).repeated()).isTrue();
    assertThat(errand.tasks(TaskFilter.ALL, Page.newest(10))).hasSize(1);
  }

  /** Somebody may be answerable for it. */
  @Test
  void whatMayHaveBeenStoredIsAudited() {
    Logger log = (Logger) LoggerFactory.getLogger(Audit.LOGGER);
    ListAppender<ILoggingEvent> audit = new ListAppender<>();
    audit.start();
    log.addAppender(audit);
    GuardedErrand ada = engine(new TaskListener() {}).as(Principal.user("ada"));
    Submission keyed = Work.submission("a").idempotency(new Idempotency("k", "f")).build();
    proxy.set(Proxy.Fault.ANSWER_HELD, "errand-writer");
    assertThatThrownBy(() -> ada.submit(keyed)).isInstanceOf(StoreUnreachableException.class);
    proxy.set(Proxy.Fault.NONE);
    log.detachAppender(audit);

    assertThat(audit.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("who=ada what=start on=work outcome=unknown");
  }

  /** The task ends, and then the tables cannot be read any more, before its caller is answered. */
  @Test
  void aTaskThatIsStoredIsAnsweredAlthoughItCannotBeReadAgain() {
    Errand[] errand = new Errand[1];
    TaskListener hiding =
        new TaskListener() {
          @Override
          public void submitted(Task task) {
            end(errand[0], task);
            tables.change("ALTER TABLE task RENAME TO hidden");
          }
        };
    errand[0] = engine(hiding);

    Task answered = errand[0].submit(Work.submission("a").build());
    tables.change("ALTER TABLE hidden RENAME TO task");

    assertThat(answered.status()).isEqualTo(TaskStatus.WAITING);
    assertThat(errand[0].task(answered.id().key()))
        .map(Task::status)
        .isEqualTo(Optional.of(TaskStatus.FINISHED));
  }

  /** Its inputs own something, and cannot be read any more when that is to be released. */
  @Test
  void aCancelThatIsStoredIsAnsweredAlthoughInputsCannotBeRead() throws Exception {
    Gate gate = new Gate();
    TaskListener hiding =
        new TaskListener() {
          @Override
          public void ended(Task task) {
            if (task.status() == TaskStatus.CANCELLED) {
              tables.change("ALTER TABLE task RENAME TO hidden");
            }
          }
        };
    Errand errand = engine(hiding, new Owning(gate));
    errand.submit(Work.submission("works").build());
    gate.awaitReached();
    Task waiting = errand.submit(Work.submission("waits").build());

    Optional<Task> cancelled = errand.cancel(waiting.id(), Optional.empty());
    tables.change("ALTER TABLE hidden RENAME TO task");
    gate.open();

    assertThat(cancelled).map(Task::status).isEqualTo(Optional.of(TaskStatus.CANCELLED));
  }

  /** Work whose inputs own something. */
  private record Owning(Gate gate)
      implements Operation<Work.In, Work.Out>, ReleasesInputs<Work.In> {

    @Override
    public OperationSpec<Work.In, Work.Out> spec() {
      return OperationSpec.of("work", "Work in a test", Work.In.class, Work.Out.class);
    }

    @Override
    public Work.Out run(Work.In inputs, TaskContext context) throws InterruptedException {
      gate.pass();
      return new Work.Out("");
    }

    @Override
    public void release(Work.In inputs, TaskId task) {}
  }

  private static void end(Errand errand, Task task) {
    try {
      assertThat(errand.await(task.id(), PATIENCE)).isPresent();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
