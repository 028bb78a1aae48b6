// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.access.ForbiddenException;
import dev.errand.task.Idempotency;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.task.RunOptions;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** That a start by a caller is judged and checked in one go. */
public abstract class GuardedStartContract extends EngineContract {

  private final GroupWork work = new GroupWork();

  private static Submission.Builder submission(long group) {
    return Submission.builder(GroupWork.NAME).inputs(new GroupWork.In(group));
  }

  @Test
  void theInputsOfAStartAreReadOnce() {
    Errand errand = start(work);
    errand.as(Who.CONTRIBUTOR.principal()).submit(submission(Whose.GROUP).build());

    GroupWork.In read = work.asked().getFirst();
    assertThat(work.asked())
        .as("asked for the group, the starter, the check, the line for people and the order")
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(inputs -> assertThat(inputs).isSameAs(read));
  }

  @Test
  void aStartThatNamesNoGroupIsInThatOfItsInputs() {
    Errand errand = start(work);
    GuardedErrand contributor = errand.as(Who.CONTRIBUTOR.principal());
    Task task = contributor.submit(submission(Whose.GROUP).build());
    assertThat(task.submission().group()).isEqualTo(OptionalLong.of(Whose.GROUP));

    Submission elsewhere = submission(Whose.OTHER_GROUP).build();
    assertThatThrownBy(() -> contributor.submit(elsewhere)).isInstanceOf(ForbiddenException.class);
  }

  @Test
  void aStartInAnotherGroupThanThatOfItsInputsIsRefused() {
    Errand errand = start(work);
    Submission smuggled = submission(Whose.OTHER_GROUP).group(Whose.GROUP).build();
    assertThatThrownBy(() -> errand.as(Who.CONTRIBUTOR.principal()).submit(smuggled))
        .isInstanceOf(InvalidInputsException.class)
        .hasMessageContaining("is not the group of the task");
  }

  @Test
  void onlyAdministratorsPutOffWhatOthersWaitBehind() {
    Errand errand = start(work);
    Submission later =
        submission(Whose.GROUP)
            .orderingKey("k")
            .options(RunOptions.NONE.notBefore(clock.instant().plusSeconds(60)))
            .build();
    assertThatThrownBy(() -> errand.as(Who.CONTRIBUTOR.principal()).submit(later))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("until then nobody else could work on the same");

    assertThat(errand.as(Who.ADMINISTRATOR.principal()).submit(later).times().due()).isPresent();
  }

  @Test
  void onlyAdministratorsStartAnythingBeforeWhatOthersStart() {
    Errand errand = start(work);
    Submission urgent = submission(Whose.GROUP).priority(1).build();
    assertThatThrownBy(() -> errand.as(Who.CONTRIBUTOR.principal()).submit(urgent))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("only administrators may have a task start before those of others");

    assertThat(errand.as(Who.ADMINISTRATOR.principal()).submit(urgent).submission().priority())
        .isOne();
    Submission patient = submission(Whose.GROUP).priority(-1).build();
    assertThat(errand.as(Who.CONTRIBUTOR.principal()).submit(patient).submission().priority())
        .isEqualTo(-1);
  }

  @Test
  void whoMayNotStartItAtAllLearnsNothingOfTheInputs() {
    Errand errand = start(work);
    Submission wrong = Submission.of(GroupWork.NAME, new Json("{\"group\":\"five\"}"));
    for (Who who : new Who[] {Who.ANONYMOUS, Who.OUTSIDER, Who.REVIEWER}) {
      assertThatThrownBy(() -> errand.as(who.principal()).submit(wrong))
          .as("%s", who)
          .isInstanceOf(ForbiddenException.class);
      assertThatThrownBy(() -> errand.as(who.principal()).submit(wrong, this::unasked))
          .as("%s, whose inputs would have to be fetched", who)
          .isInstanceOf(ForbiddenException.class);
    }
    assertThatThrownBy(() -> errand.as(Who.CONTRIBUTOR.principal()).submit(wrong))
        .isInstanceOf(InvalidInputsException.class);
  }

  @Test
  void whereTheKeyIsKnownTheInputsAreNotAskedFor() {
    Errand errand = start(work);
    GuardedErrand contributor = errand.as(Who.CONTRIBUTOR.principal());
    Submission once =
        Submission.builder(GroupWork.NAME).idempotency(new Idempotency("k", "01")).build();
    Task first = contributor.submit(once, () -> Json.of(new GroupWork.In(Whose.GROUP)));
    Task again = contributor.submit(once, this::unasked);

    assertThat(again.id()).isEqualTo(first.id());
  }

  private Json unasked() {
    throw new AssertionError("was asked for the inputs");
  }
}
