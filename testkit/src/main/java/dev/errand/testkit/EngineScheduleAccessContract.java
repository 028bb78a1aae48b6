// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.GuardedSchedules;
import dev.errand.access.Action;
import dev.errand.access.ForbiddenException;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import dev.errand.operation.TaskContext;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.InvalidScheduleException;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.task.Principal;
import dev.errand.task.RefusedException;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What schedules may start, for whom, and who may do what with them. It is 03:04:05. */
public abstract class EngineScheduleAccessContract extends ScheduledEngine {

  @Test
  void secretsReachTheTaskAndNobodyElse() throws Exception {
    List<String> seen = new ArrayList<>();
    Errand errand =
        begin(
            Work.of((in, context) -> {
              seen.add(in.password().orElse(""));
              return null;
            }));
    Submission secret =
        Work.submission("b").inputs(new Json("{\"name\":\"b\",\"password\":\"hush\"}")).build();
    Schedule added = schedules(errand).add(new ScheduleRequest(secret, HOURLY, false));
    assertThat(now(errand, added).submission().inputs().text())
        .contains("\"***\"")
        .doesNotContain("hush");
    tick(errand, "04:00:00");
    Task task = ended(errand, tasks(errand, added).getFirst().id());
    assertThat(seen).containsExactly("hush");
    assertThat(task.submission().inputs().text()).doesNotContain("hush");
  }

  @Test
  void whatAStartWouldRefuseIsRefusedAtOnce() {
    Errand errand = begin(idle());
    Submission wrong = Submission.of("work", new Json("{\"name\":5}"));
    assertThatThrownBy(() -> schedules(errand).add(new ScheduleRequest(wrong, HOURLY, false)))
        .isInstanceOf(InvalidInputsException.class);
    Plan past =
        new Plan(new Trigger.At(at("03:04:05")), ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.SKIP);
    assertThatThrownBy(() -> schedules(errand).add(request(past)))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessageContaining("passed already");
  }

  @Test
  void aTimeOfDayIsThatOfTheZone() {
    Errand errand = begin(idle());
    Plan berlin =
        new Plan(
            Trigger.cron("30 5 * * *"), ZoneId.of("Europe/Berlin"), CatchUp.DEFAULT, Overlap.SKIP);
    Schedule added = schedules(errand).add(request(berlin));
    assertThat(added.course().next()).contains(at("04:30:00"));
  }

  @Test
  void theOwnersRightCountsWhenATimeHasCome() throws Exception {
    Map<String, Principal> known = new ConcurrentHashMap<>(Map.of("ann", ANN));
    Errand errand =
        start(builder ->
            builder.operation(idle()).retention(KEPT).owners(name -> name.map(known::get)));
    Schedule added = schedules(errand).add(request(HOURLY));
    known.remove("ann");
    tick(errand, "04:00:00");
    assertThat(tasks(errand, added)).isEmpty();
    Schedule refused = now(errand, added);
    assertThat(refused.course().failure())
        .contains(
            new Schedule.TickFailure(
                at("04:00:00"), "Access forbidden: there is no user 'ann' any more."));
    assertThat(refused.course().next()).contains(at("05:00:00"));

    known.put("ann", ANN);
    tick(errand, "05:00:00");
    assertThat(tasks(errand, added)).hasSize(1);
    assertThat(now(errand, added).course().failure())
        .as("what went wrong last is still known")
        .isEqualTo(refused.course().failure());
  }

  /** What others are at for longer than a caller waits. */
  private static final class Occupied extends RefusedException {
    private static final long serialVersionUID = 1;

    Occupied() {
      super(Reason.BUSY, "others are at it");
    }
  }

  /** Work that others are at from time to time. */
  private record SharedWork(Work work, AtomicBoolean busy) implements Operation<Work.In, Work.Out> {

    @Override
    public OperationSpec<Work.In, Work.Out> spec() {
      return work.spec();
    }

    @Override
    public void check(Work.In inputs) {
      if (busy.get()) {
        throw new Occupied();
      }
    }

    @Override
    public Work.Out run(Work.In inputs, TaskContext context) throws Exception {
      return work.run(inputs, context);
    }
  }

  @Test
  void aTimeWaitsForWhatOthersAreAt() {
    AtomicBoolean busy = new AtomicBoolean();
    Errand errand = begin(new SharedWork(idle(), busy));
    Schedule added = schedules(errand).add(request(HOURLY));
    busy.set(true);
    tick(errand, "04:00:00");
    assertThat(now(errand, added).course()).isEqualTo(added.course());
    busy.set(false);
    tick(errand, "04:00:01");
    assertThat(tasks(errand, added)).hasSize(1);
  }

  /** Somebody else's schedule in the group, or in none. */
  private static Schedule others(Errand errand, boolean inGroup) {
    Submission.Builder work = Work.submission("b");
    Principal somebody =
        new Principal(Optional.of("somebody-else"), false, Map.of(Whose.GROUP, Role.CONTRIBUTOR));
    Submission submission = inGroup ? work.group(Whose.GROUP).build() : work.build();
    return errand.as(somebody).schedules().add(new ScheduleRequest(submission, HOURLY, false));
  }

  @Test
  void whoMaySeeTasksOfTheGroupSeesItsSchedules() {
    Errand errand = begin(idle());
    Schedule groups = others(errand, true);
    Schedule others = others(errand, false);
    for (Who who : Who.values()) {
      GuardedSchedules theirs = errand.as(who.principal()).schedules();
      boolean all = who.principal().administrator();
      boolean sees = who.principal().hasRole(Whose.GROUP, Action.SEE.least());
      boolean lists = who.principal().hasRole(Whose.GROUP, Action.LIST.least());
      assertThat(theirs.find(groups.id()).isPresent()).as("%s", who).isEqualTo(sees);
      assertThat(theirs.find(others.id()).isPresent()).as("%s", who).isEqualTo(all);
      assertThat(theirs.list(Optional.empty(), 10))
          .as("%s", who)
          .extracting(Schedule::id)
          .isEqualTo(
              all ? List.of(groups.id(), others.id()) : lists ? List.of(groups.id()) : List.of());
    }
  }

  /** It runs by its owner's right, so nobody else may say what runs. */
  @Test
  void membersOfTheGroupStopItsSchedulesAndDoNotChangeThem() {
    Errand errand = begin(idle());
    Schedule groups = others(errand, true);
    ScheduleRequest more = new ScheduleRequest(groups.submission(), cron("* * * * *"), false);
    GuardedSchedules contributor = errand.as(Who.CONTRIBUTOR.principal()).schedules();
    GuardedSchedules reviewer = errand.as(Who.REVIEWER.principal()).schedules();
    assertThatThrownBy(() -> contributor.change(groups, more, Optional.empty()))
        .isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> reviewer.pause(groups, true)).isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> reviewer.delete(groups)).isInstanceOf(ForbiddenException.class);
    Schedule paused = contributor.pause(groups, true).orElseThrow();
    assertThat(paused.paused()).isTrue();
    assertThat(contributor.delete(paused)).isTrue();
  }

  @Test
  void whoMayNotStartItMayNotScheduleIt() {
    Errand errand = begin(new GroupWork());
    ScheduleRequest request =
        new ScheduleRequest(
            Submission.builder(GroupWork.NAME).inputs(new GroupWork.In(Whose.GROUP)).build(),
            HOURLY,
            false);
    assertThatThrownBy(() -> errand.as(Who.REVIEWER.principal()).schedules().add(request))
        .isInstanceOf(ForbiddenException.class);
    Schedule added = errand.as(Who.CONTRIBUTOR.principal()).schedules().add(request);
    assertThat(added.submission().group()).isEqualTo(OptionalLong.of(Whose.GROUP));
    tick(errand, "04:00:00");
    assertThat(errand.as(Who.CONTRIBUTOR.principal()).schedules().find(added.id()).orElseThrow())
        .satisfies(schedule ->
            assertThat(schedule.course().failure())
                .as("by now the owner is a user without groups")
                .isPresent());
  }
}
