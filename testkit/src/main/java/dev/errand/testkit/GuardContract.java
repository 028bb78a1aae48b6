// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.access.Action;
import dev.errand.access.ForbiddenException;
import dev.errand.operation.Operation;
import dev.errand.task.LogEntry;
import dev.errand.task.Page;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskStatus;
import dev.errand.task.Watch;
import dev.errand.testkit.access.AccessTable;
import dev.errand.testkit.access.AccessTable.Verdict;
import dev.errand.testkit.access.StartTable;
import dev.errand.testkit.access.Who;
import dev.errand.testkit.access.Whose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** That the door for callers lets through what the table of rules says, and nothing else. */
public abstract class GuardContract extends EngineContract {

  @Test
  void everyCellOfTheTableOfRulesHolds() throws Exception {
    Errand errand =
        start(
            Work.of((in, context) -> {
              context.info("worked");
              return null;
            }));
    List<AccessTable.Cell> cells = AccessTable.cells();
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : cells) {
      Task task = submit(errand, cell.whose().of(cell.who(), Work.submission("x")));
      ended(errand, task.id(), TaskStatus.FINISHED);
      soft.assertThat(attempt(errand.as(cell.who().principal()), cell.action(), task))
          .as("%s", cell)
          .isEqualTo(cell.verdict());
      boolean pruned = cell.action() == Action.PRUNE && cell.verdict() == Verdict.ALLOWED;
      soft.assertThat(errand.task(task.id().key()).isEmpty())
          .as("%s: gone", cell)
          .isEqualTo(pruned);
      errand.prune(task.id());
    }
    soft.assertThat(cells).hasSize(360);
    soft.assertAll();
  }

  @Test
  void aWatchShowsATaskToWhoMaySeeItAndNothingToOthers() throws Exception {
    Errand errand = start(Work.of((in, context) -> null));
    for (AccessTable.Cell cell : AccessTable.cells()) {
      if (cell.action() == Action.SEE) {
        Task task = submit(errand, cell.whose().of(cell.who(), Work.submission("x")));
        ended(errand, task.id(), TaskStatus.FINISHED);
        try (Watch watch = errand.as(cell.who().principal()).watch(task.id())) {
          boolean seen = watch.view().isPresent();
          assertThat(seen).as("%s", cell).isEqualTo(cell.verdict() == Verdict.ALLOWED);
          if (!seen) {
            errand.prune(task.id());
            assertThat(watch.await(Duration.ZERO)).as("%s: woken", cell).isFalse();
          }
        }
      }
    }
  }

  private static Verdict attempt(GuardedErrand errand, Action action, Task task)
      throws InterruptedException {
    try {
      boolean done =
          switch (action) {
            case SEE -> isSeen(errand, task);
            case LIST -> isListed(errand, task);
            case READ_LOG -> !errand.log(task.id(), 1, 10).isEmpty();
            case CANCEL -> errand.cancel(task.id()).isPresent();
            case ANSWER ->
                errand
                    .task(task.id().key())
                    .flatMap(seen -> errand.answer(seen, Map.of()))
                    .isPresent();
            case PRUNE -> errand.prune(task.id()).isPresent();
          };
      // A list leaves out what it may not show, whether or not the task may be seen.
      boolean forbidden =
          !done && action == Action.LIST && errand.task(task.id().key()).isPresent();
      return done ? Verdict.ALLOWED : forbidden ? Verdict.FORBIDDEN : Verdict.UNKNOWN;
    } catch (ForbiddenException refused) {
      return Verdict.FORBIDDEN;
    }
  }

  /** All ways to look at a task agree. */
  private static boolean isSeen(GuardedErrand errand, Task task) throws InterruptedException {
    boolean byKey = errand.task(task.id().key()).isPresent();
    assertThat(errand.task(task.id().number()).isPresent()).isEqualTo(byKey);
    assertThat(errand.await(task.id(), Duration.ZERO).isPresent()).isEqualTo(byKey);
    return byKey;
  }

  private static boolean isListed(GuardedErrand errand, Task task) {
    return errand.tasks(TaskFilter.ALL, Page.newest(10)).stream()
        .anyMatch(listed -> listed.id().equals(task.id()));
  }

  @Test
  void everyCellOfTheTableOfStartsHolds() {
    List<Operation<?, ?>> operations = new ArrayList<>();
    for (StartTable.What what : StartTable.What.values()) {
      Work work = Work.of(name(what), (in, context) -> null);
      operations.add(new Work(work.spec().starters(what.starters()), work.body()));
    }
    Errand errand = start(builder -> builder.operations(operations));
    SoftAssertions soft = new SoftAssertions();
    for (StartTable.Cell cell : StartTable.cells()) {
      soft.assertThat(mayStart(errand.as(cell.who().principal()), cell.what()))
          .as("%s", cell)
          .isEqualTo(cell.allowed());
    }
    soft.assertThat(StartTable.cells()).hasSize(60);
    soft.assertAll();
    long allowed = StartTable.cells().stream().filter(StartTable.Cell::allowed).count();
    assertThat(errand.tasks(TaskFilter.ALL, Page.oldest(100)))
        .as("no other")
        .hasSize((int) allowed);
  }

  private static String name(StartTable.What what) {
    return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean mayStart(GuardedErrand errand, StartTable.What what) {
    Submission.Builder submission = Submission.builder(name(what));
    if (what.inGroup()) {
      submission.group(Whose.GROUP);
    }
    try {
      Task task = errand.submit(submission.build());
      assertThat(task.submission().owner()).isEqualTo(errand.principal().name());
      assertThat(task.submission().group())
          .isEqualTo(what.inGroup() ? OptionalLong.of(Whose.GROUP) : OptionalLong.empty());
      return true;
    } catch (ForbiddenException refused) {
      return false;
    }
  }

  @Test
  void nobodySubmitsInSomebodyElsesName() {
    Errand errand = start(Work.of((in, context) -> null));
    Task task =
        errand
            .as(Who.CONTRIBUTOR.principal())
            .submit(Work.submission("x").owner("somebody-else").build());

    assertThat(task.submission().owner()).isEqualTo(Who.CONTRIBUTOR.account());
  }

  @Test
  void theFilterOfTheRulesAndTheCallersOwnHoldTogether() {
    Errand errand = start(Work.of((in, context) -> null));
    submit(errand, Whose.GROUPS.of(Who.REVIEWER, Work.submission("x")));
    submit(errand, Whose.OWN.of(Who.REVIEWER, Work.submission("x")));
    GuardedErrand reviewer = errand.as(Who.REVIEWER.principal());

    assertThat(reviewer.tasks(TaskFilter.ALL.group(Whose.GROUP), Page.oldest(10))).isEmpty();
    assertThat(reviewer.tasks(TaskFilter.ALL, Page.oldest(10))).hasSize(1);
  }

  @Test
  void aForbiddenActionSaysWhatItNeeds() {
    Errand errand = start(Work.of((in, context) -> null));
    Task task = submit(errand, Whose.GROUPS.of(Who.REVIEWER, Work.submission("x")));
    GuardedErrand reviewer = errand.as(Who.REVIEWER.principal());

    assertThatThrownBy(() -> reviewer.cancel(task.id()))
        .isInstanceOf(ForbiddenException.class)
        .hasMessageContaining("contributor");
    assertThatThrownBy(reviewer::requireAdministrator).isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> reviewer.requireRole(Whose.OTHER_GROUP, Role.GUEST))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void theLogTellsWhoSubmittedAndWhoCancelled() throws InterruptedException {
    Gate gate = new Gate();
    Errand errand =
        start(builder ->
            builder
                .workers(1)
                .operation(
                    Work.of((in, context) -> {
                      gate.pass();
                      return null;
                    })));
    Task running = errand.as(Who.CONTRIBUTOR.principal()).submit(Work.submission("x").build());
    gate.awaitReached();
    Task waiting = errand.as(Who.OUTSIDER.principal()).submit(Work.submission("x").build());
    errand.as(Who.ADMINISTRATOR.principal()).cancel(waiting.id());
    errand.as(Who.ADMINISTRATOR.principal()).cancel(running.id());
    gate.open();
    ended(errand, running.id());

    assertThat(texts(errand, running))
        .containsExactly("Submitted by contributor", "Cancel requested by administrator");
    assertThat(texts(errand, waiting))
        .containsExactly("Submitted by outsider", "Cancel requested by administrator");
    Task nobodys = errand.submit(Work.submission("x").build());
    ended(errand, nobodys.id());
    errand.cancel(nobodys.id(), Optional.empty());
    assertThat(texts(errand, nobodys)).isEmpty();
  }

  private static List<String> texts(Errand errand, Task task) {
    return errand.log(task.id(), 1, 100).stream()
        .map(entry -> ((LogEntry.Line) entry).text())
        .toList();
  }
}
