// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Attempt;
import dev.errand.task.Failure;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.SoakTask;
import dev.errand.testkit.soak.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The check of soaks finds what a made-up one did wrong, and nothing else. */
class SoakTimeCheckTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final List<Task> tasks = new ArrayList<>();
  private final List<Acknowledgements.Line> acknowledgements = new ArrayList<>();
  private final List<Witness.Line> witnessed = new ArrayList<>();

  private static Instant second(int second) {
    return START.plusSeconds(second);
  }

  private static Submission keyed(String key) {
    return Work.submission("x").orderingKey(key).build();
  }

  private void finished(long number, Submission submission) {
    add(number, submission, TaskStatus.FINISHED, Outcome.NOTHING, 100);
  }

  private void lost(long number, int end) {
    Failure failure = new Failure(Failure.LOST, Optional.empty(), "", List.of());
    Submission submission = Work.submission("x").build();
    add(number, submission, TaskStatus.FAILED, new Outcome.Failed(failure), end);
  }

  private void add(
      long number, Submission submission, TaskStatus status, Outcome outcome, int end) {
    tasks.add(
        new Task(
            new TaskId(number, new UUID(0, number)),
            submission,
            status,
            new Attempt(1, 0, 1, Optional.of("node")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            outcome,
            new Times(
                START,
                Optional.of(START),
                Optional.empty(),
                Optional.of(second(end)),
                Optional.of(second(end + 600)))));
  }

  private void run(long task, int begin, int end) {
    UUID run = UUID.randomUUID();
    write(run, task, Witness.BEGIN, begin);
    write(run, task, Witness.END, end);
  }

  private void write(UUID run, long task, String what, int time) {
    witnessed.add(new Witness.Line(witnessed.size() + 1, run, task, 1, "node", what, second(time)));
  }

  private void tried(String node, int nth) {
    tell("tried", node, nth, 0);
  }

  private void submitted(String node, int nth, long number) {
    tell("submitted", node, nth, number);
  }

  private void tell(String what, String node, int nth, long number) {
    SoakTask task = new SoakTask(node, SoakTask.Mix.ALL, nth);
    acknowledgements.add(new Acknowledgements.Line(what, task, number, false, 0, 0));
  }

  private List<String> violations() {
    return new SoakTimeCheck(tasks, acknowledgements, witnessed).violations();
  }

  @Test
  void aLineAfterALossIsFound() {
    lost(1, 5);
    write(UUID.randomUUID(), 1, Witness.BEGIN, 4);
    assertThat(violations()).isEmpty();

    write(UUID.randomUUID(), 1, Witness.BEGIN, 6);
    assertThat(violations()).singleElement().asString().startsWith("failed as lost");
  }

  @Test
  void twoRunsOfAKeyAtATimeAreFound() {
    finished(1, keyed("one"));
    finished(2, keyed("one"));
    finished(3, keyed("another"));
    run(1, 1, 3);
    run(3, 2, 5);
    run(2, 3, 4);
    assertThat(violations()).isEmpty();

    finished(4, keyed("another"));
    run(4, 3, 4);
    assertThat(violations()).singleElement().asString().startsWith("two of another");
  }

  /** One that began long ago is seen behind shorter ones. */
  @Test
  void aRunThatOutlastsTheNextIsFound() {
    finished(1, keyed("one"));
    finished(2, keyed("one"));
    finished(3, keyed("one"));
    run(1, 1, 9);
    run(2, 2, 3);
    run(3, 4, 5);
    assertThat(violations()).hasSize(2);
  }

  @Test
  void aNumberThatIsNotNewIsFound() {
    tried("first", 0);
    tried("first", 1);
    tried("second", 0);
    submitted("first", 1, 7);
    submitted("first", 0, 6);
    submitted("second", 0, 3);
    tried("first", 2);
    submitted("first", 2, 9);
    assertThat(violations()).isEmpty();

    tried("first", 3);
    submitted("first", 3, 8);
    assertThat(violations()).singleElement().asString().startsWith("a number that is not new");
  }
}
