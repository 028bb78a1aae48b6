// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.task.RefusedException;
import dev.errand.task.RetentionRefusedException;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long tasks are kept: as was asked for, as is set for their operation, or as all are. */
public abstract class EngineRetentionContract extends EngineContract {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static Work work(String name) {
    return Work.of(name, (in, context) -> null);
  }

  private static Work kept(Duration retention) {
    Work work = work("work");
    return new Work(work.spec().retention(retention), work.body());
  }

  private static Submission.Builder submission() {
    return Work.submission("x");
  }

  private Duration keptFor(Errand errand, Submission.Builder submission) throws Exception {
    Task task = ended(errand, submit(errand, submission).id(), TaskStatus.FINISHED);
    return Duration.between(
        task.times().ended().orElseThrow(), task.times().retentionEnd().orElseThrow());
  }

  @Test
  void whatWasAskedForGoesBeforeWhatIsSetAndThatBeforeWhatTheOperationSays() throws Exception {
    Errand usual = start(builder -> builder.operation(work("work")).retention(MINUTE));
    assertThat(keptFor(usual, submission())).isEqualTo(MINUTE);
    usual.close();
    Errand operation = start(builder -> builder.operation(kept(HOUR)).retention(MINUTE));
    assertThat(keptFor(operation, submission())).isEqualTo(HOUR);
    operation.close();
    Errand set =
        start(builder ->
            builder
                .operation(kept(HOUR))
                .operation(work("other"))
                .retention(MINUTE)
                .retention("work", HOUR.multipliedBy(2)));
    assertThat(keptFor(set, submission())).isEqualTo(HOUR.multipliedBy(2));
    assertThat(keptFor(set, Submission.builder("other"))).isEqualTo(MINUTE);
    assertThat(keptFor(set, submission().retention(DAY))).isEqualTo(DAY);
    assertThat(keptFor(set, submission().retention(Duration.ofSeconds(3))))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nobodyIsGivenMoreThanTheMaximum() throws Exception {
    Errand errand =
        start(builder ->
            builder
                .operation(work("work"))
                .operation(work("other"))
                .retention("other", DAY)
                .retentionMaximum(HOUR));

    assertThatThrownBy(() -> submit(errand, submission().retention(HOUR.plusMillis(1))))
        .isInstanceOfSatisfying(
            RetentionRefusedException.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusedException.Reason.INVALID))
        .hasMessage(
            "A retention of PT1H0.001S is too long: tasks of this operation are kept for PT1H at"
                + " the most. Ask for that or less, or leave it out.");
    assertThat(keptFor(errand, submission().retention(HOUR))).isEqualTo(HOUR);
    assertThat(keptFor(errand, Submission.builder("other").retention(DAY)))
        .as("what it would get anyway")
        .isEqualTo(DAY);
    assertThatThrownBy(() -> submission().retention(Duration.ofNanos(999_999)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A retention is at least a millisecond.");
  }

  @Test
  void aDayMayBeAskedForUnlessSomethingElseIsSet() throws Exception {
    Errand errand = start(work("work"));
    assertThat(keptFor(errand, submission().retention(DAY))).isEqualTo(DAY);
    assertThatThrownBy(() -> submit(errand, submission().retention(DAY.plusMillis(1))))
        .isInstanceOf(RetentionRefusedException.class);
    errand.close();
    Errand longer = start(builder -> builder.operation(work("work")).retention(DAY.plusDays(1)));
    assertThat(keptFor(longer, submission().retention(DAY.plusDays(1)))).isEqualTo(DAY.plusDays(1));
  }

  @Test
  void aRetentionOfAnOperationThatIsNotThereIsRefused() {
    ErrandBuilder builder =
        Errand.builder()
            .store(store(data))
            .data(data)
            .operation(work("work"))
            .retention("wrok", DAY);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a retention is set for 'wrok', and there is no such operation; there are work");
  }

  @Test
  void loweringItAppliesToWhatIsKeptAlreadyAndSoDoesRaisingIt() throws Exception {
    Errand before = start(builder -> builder.operation(work("work")).retention(HOUR));
    Task own = ended(before, submit(before, submission().retention(DAY)).id());
    Task lowered = ended(before, submit(before, submission()).id());
    before.close();
    clock.advance(MINUTE);
    Errand lower = start(builder -> builder.operation(work("work")).retention(MINUTE));
    lower.sweep();
    assertThat(lower.task(lowered.id().number())).isEmpty();
    assertThat(lower.task(own.id().number())).contains(own);
    Task raised = ended(lower, submit(lower, submission()).id());
    lower.close();

    Errand higher =
        start(builder -> builder.operation(work("work")).retention("work", DAY.multipliedBy(2)));
    higher.sweep();
    clock.advance(DAY);
    assertThat(higher.task(raised.id().number())).isPresent();
    assertThat(higher.task(own.id().number())).isEmpty();
    clock.advance(DAY);
    assertThat(higher.task(raised.id().number())).isEmpty();
  }

  @Test
  void whoSetsNoneLeavesAloneWhatIsKept() throws Exception {
    Errand set = start(builder -> builder.operation(work("work")).retention(HOUR));
    Task kept = ended(set, submit(set, submission()).id());
    set.close();
    Errand unset = start(work("work"));

    unset.sweep();
    clock.advance(HOUR.minusMillis(1));
    assertThat(unset.task(kept.id().number())).contains(kept);
  }

  /** Such as a run on a server's folder, whose settings say something else. */
  @Test
  void neitherDoesWhatOnlyTheOperationSays() throws Exception {
    Errand set = start(builder -> builder.operation(kept(MINUTE)).retention("work", HOUR));
    Task kept = ended(set, submit(set, submission()).id());
    set.close();
    Errand unset = start(kept(MINUTE));

    clock.advance(HOUR.minusMillis(1));
    unset.sweep();
    assertThat(unset.task(kept.id().number())).contains(kept);
  }

  @Test
  void anOperationKeepsTasksForATimeThatThereIs() {
    for (Duration retention : List.of(Duration.ofMillis(-1), Duration.ofDays(36_501))) {
      assertThatThrownBy(() -> kept(retention))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a retention is between nothing and 36500 days, not " + retention);
    }
  }

  @Test
  void aTaskCancelledWhileItWaitsIsKeptAsLong() {
    Errand errand =
        start(builder ->
            builder
                .operation(
                    Work.of((in, context) -> {
                      context.checkCancelled();
                      Thread.sleep(Long.MAX_VALUE);
                      return null;
                    }))
                .workers(1)
                .retention("work", HOUR));
    submit(errand, submission());
    Task usual = submit(errand, submission());
    Task own = submit(errand, submission().retention(DAY));

    assertThat(end(errand.cancel(usual.id(), Optional.empty())))
        .isEqualTo(clock.instant().plus(HOUR));
    assertThat(end(errand.cancel(own.id(), Optional.empty()))).isEqualTo(clock.instant().plus(DAY));
  }

  private static Instant end(Optional<Task> task) {
    return task.orElseThrow().times().retentionEnd().orElseThrow();
  }
}
