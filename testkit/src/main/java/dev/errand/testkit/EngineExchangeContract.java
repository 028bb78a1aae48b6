// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static dev.errand.task.TaskStatus.FINISHED;
import static dev.errand.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.errand.Errand;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskListener;
import dev.errand.task.UnknownOperationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Operations that come and go while the engine runs. */
public abstract class EngineExchangeContract extends EngineContract {

  private static final String FINE = "{\"text\":\"%s\"}";

  private static Work saying(String name, String text) {
    return Work.of(name, (_, _) -> new Work.Out(text));
  }

  private static Submission of(String operation) {
    return Submission.of(operation, Json.of(Work.In.named("x")));
  }

  private static List<String> names(Errand errand) {
    return errand.operations().stream().map(OperationInfo::name).toList();
  }

  @Test
  void theyAreThereAtOnceOrGoneAtOnce() throws InterruptedException {
    List<Collection<String>> told = new ArrayList<>();
    TaskListener listener =
        new TaskListener() {
          @Override
          public void registered(Collection<String> operations) {
            told.add(operations);
          }
        };
    Errand errand =
        start(builder ->
            builder
                .operation(saying("work", "old"))
                .operation(saying("b", "old"))
                .listener(listener));

    errand.exchange(Set.of("b", "none"), List.of(saying("c", "new")));

    assertThat(names(errand)).containsExactly("c", "work");
    assertThat(told).singleElement().isEqualTo(List.of("c", "work"));
    Task come = ended(errand, errand.submit(of("c")).id(), FINISHED);
    assertThat(come.result()).contains(new Json(FINE.formatted("new")));
    assertThatExceptionOfType(UnknownOperationException.class)
        .isThrownBy(() -> errand.submit(of("b")))
        .withMessageContaining("c, work");
  }

  @Test
  void anAttemptGoesOnAsItBeganAndTheNextIsOfWhatIsThereThen() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(builder ->
            builder
                .workers(1)
                .operation(
                    Work.of((_, _) -> {
                      gate.pass();
                      return new Work.Out("old");
                    })));
    Task running = errand.submit(of("work"));
    gate.awaitReached();
    Task waiting = errand.submit(of("work"));

    errand.exchange(Set.of("work"), List.of(saying("work", "new")));
    gate.open();

    assertThat(ended(errand, running.id(), FINISHED).result())
        .contains(new Json(FINE.formatted("old")));
    assertThat(ended(errand, waiting.id(), FINISHED).result())
        .contains(new Json(FINE.formatted("new")));
  }

  @Test
  void tasksWaitForAnOperationThatIsGone() throws InterruptedException {
    Gate gate = new Gate();
    Work busy =
        Work.of((_, _) -> {
          gate.pass();
          return new Work.Out("old");
        });
    Errand errand = start(builder -> builder.workers(1).operation(busy));
    Task running = errand.submit(of("work"));
    gate.awaitReached();
    Task waiting = errand.submit(of("work"));

    errand.exchange(Set.of("work"), List.of(saying("other", "other")));
    gate.open();

    ended(errand, running.id(), FINISHED);
    // One that comes later has run, so the first had its turn.
    ended(errand, errand.submit(of("other")).id(), FINISHED);
    assertThat(status(errand, waiting)).isEqualTo(WAITING);
    errand.exchange(Set.of(), List.of(saying("work", "again")));
    assertThat(ended(errand, waiting.id(), FINISHED).result())
        .contains(new Json(FINE.formatted("again")));
  }

  @Test
  void whatCannotBeChangesNothing() throws InterruptedException {
    Errand errand =
        start(builder ->
            builder
                .operation(saying("work", "old"))
                .operation(saying("b", "old"))
                .retention("b", Duration.ofHours(1)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> errand.exchange(Set.of("b"), List.of(saying("work", "new"))))
        .withMessageContaining("two operations are called 'work'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> errand.exchange(Set.of("b"), List.of()))
        .withMessageContaining("a retention is set for 'b'");

    assertThat(names(errand)).containsExactly("b", "work");
    ended(errand, errand.submit(of("b")).id(), FINISHED);
  }

  @Test
  void whatTheySayOfRetentionHolds() throws InterruptedException {
    Errand errand = start(saying("work", "x"));
    Work kept = saying("kept", "x");

    errand.exchange(
        Set.of(), List.of(new Work(kept.spec().retention(Duration.ofDays(3)), kept.body())));

    Task task = ended(errand, errand.submit(of("kept")).id(), FINISHED);
    assertThat(task.times().retentionEnd())
        .contains(task.times().ended().orElseThrow().plus(Duration.ofDays(3)));
  }
}
