// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FAILED;
import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errand.Errand;
import dev.errand.operation.CancelledException;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.OutlivesServer;
import dev.errand.operation.TaskContext;
import dev.errand.operation.TaskContext.Line;
import dev.errand.task.AttemptUsage;
import dev.errand.task.Json;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Progress;
import dev.errand.task.StoppedException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Attempts that go on without the server that began them, where nobody else may take them over: on
 * a store of one node.
 */
public abstract class EngineOutlivingContract extends EngineContract {

  /** Something that goes on, whichever engine runs beside it. */
  private static final class Outliver implements Operation<Work.In, Json>, OutlivesServer {

    private static final OperationSpec<Work.In, Json> SPEC =
        OperationSpec.of("work", "Work", Work.In.class, Json.class);

    private final List<Optional<String>> positions = new ArrayList<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final CountDownLatch logged = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean left = true;
    private volatile boolean broken;
    private volatile Optional<Gate> again = Optional.empty();

    @Override
    public OperationSpec<Work.In, Json> spec() {
      return SPEC;
    }

    @Override
    public Json run(Work.In inputs, TaskContext context) throws Exception {
      positions.add(context.position());
      attempts.add(context.attempt());
      int from = context.position().map(Integer::parseInt).orElse(0);
      if (from > 0 && again.isPresent()) {
        again.get().pass();
      }
      say(context, from + 1);
      say(context, from + 2);
      if (from == 0) {
        context.progress("counting", 2, 4);
        context.warn("the third is late");
      }
      logged.countDown();
      if (from == 0 && !isDone(context)) {
        throw new CancelledException();
      }
      return Json.EMPTY_OBJECT;
    }

    private boolean isDone(TaskContext context) throws InterruptedException {
      try {
        done.await();
        return true;
      } catch (InterruptedException e) {
        if (context.isLeaving() || context.isCancelled()) {
          return false;
        }
        throw e;
      }
    }

    private static void say(TaskContext context, int line) {
      context.log(List.of(new Line(LogLevel.INFO, "line " + line, false)), Integer.toString(line));
    }

    @Override
    public boolean isLeft(TaskId task, int attempt) {
      if (broken) {
        throw new IllegalStateException("what is left cannot be looked at");
      }
      return left;
    }

    @Override
    public void end(TaskId task, int attempt) {
      throw new AssertionError("nobody has cancelled it");
    }
  }

  private static List<String> lines(Errand errand, TaskId id) {
    return errand.log(id, 1, 100).stream()
        .flatMap(
            entry -> entry instanceof LogEntry.Line line ? List.of(line.text()).stream() : null)
        .filter(text -> text.startsWith("line "))
        .toList();
  }

  private static Submission submission() {
    return Submission.of("work", Json.of(Work.In.named("x")));
  }

  private Task left(Outliver work) throws InterruptedException {
    Errand first = start(work);
    Task task = first.submit(submission());
    work.logged.await();
    first.close();
    return task;
  }

  @Test
  void theSameAttemptGoesOnWhereItsLogEnds() throws InterruptedException {
    Outliver work = new Outliver();
    Task task = left(work);

    Errand second = start(work);

    Task ended = ended(second, task.id(), FINISHED);
    assertThat(ended.attempt().number()).isEqualTo(1);
    assertThat(work.attempts).containsExactly(1, 1);
    assertThat(work.positions).containsExactly(Optional.empty(), Optional.of("2"));
    assertThat(lines(second, task.id())).containsExactly("line 1", "line 2", "line 3", "line 4");
  }

  @Test
  void itsProgressAndItsMarkAreThereBeforeItSaysOthers() throws InterruptedException {
    Outliver work = new Outliver();
    Task task = left(work);
    Gate gate = new Gate();
    work.again = Optional.of(gate);

    Errand second = start(work);
    gate.awaitReached();

    Task running = second.task(task.id().number()).orElseThrow();
    assertThat(running.progress()).hasValue(new Progress("counting", 2, OptionalDouble.of(4)));
    assertThat(running.remark()).hasValue(LogLevel.WARN);
    gate.open();
    assertThat(ended(second, task.id(), FINISHED).progress()).isEqualTo(running.progress());
  }

  @Test
  void theEngineThatLeavesOneDoesNotTakeItUpAgain() throws InterruptedException {
    Outliver work = new Outliver();
    Errand first = start(work);
    Task task = first.submit(submission());
    work.logged.await();
    first.endRunning();

    assertThatExceptionOfType(StoppedException.class)
        .isThrownBy(() -> first.exchange(Set.of(), List.of()));

    assertThat(work.attempts).containsExactly(1);
    first.close();
    Errand second = start(work);
    Task _ = ended(second, task.id(), FINISHED);
    assertThat(work.attempts).containsExactly(1, 1);
  }

  @Test
  void oneOfWhichNothingIsLeftIsLost() throws InterruptedException {
    Outliver work = new Outliver();
    Task task = left(work);
    work.left = false;

    Errand second = start(work);

    assertThat(ended(second, task.id(), FAILED).failure().orElseThrow().message().orElseThrow())
        .startsWith("The server went away while attempt 1");
    assertThat(work.attempts).containsExactly(1);
  }

  @Test
  void oneThatCannotBeLookedAtIsLostAndKeepsNoEngineFromItsStart() throws InterruptedException {
    Outliver work = new Outliver();
    Task task = left(work);
    work.broken = true;

    Errand second = start(work);

    Task _ = ended(second, task.id(), FAILED);
    assertThat(work.attempts).containsExactly(1);
  }

  @Test
  void usageIsShownOfTheAttemptThatSaysIt() throws InterruptedException {
    AttemptUsage usage = new AttemptUsage(1, 2, 3, 4, 5, 6);
    Gate gate = new Gate();
    Errand errand =
        start(
            Work.of((_, context) -> {
              assertThatIllegalArgumentException()
                  .isThrownBy(() -> context.used(new AttemptUsage(2, 0, 0, 0, 0, 0)));
              context.used(usage);
              gate.pass();
              return null;
            }));
    Task task = errand.submit(submission());
    gate.awaitReached();

    Task running = errand.task(task.id().number()).orElseThrow();
    assertThat(running.status()).isEqualTo(RUNNING);
    assertThat(running.attempt().usage()).containsExactly(usage);
    gate.open();

    assertThat(ended(errand, task.id(), FINISHED).attempt().usage()).containsExactly(usage);
  }
}
