// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.store.Recording.Dropped;
import dev.errand.store.Store;
import dev.errand.task.LogEntry;
import dev.errand.task.LogLevel;
import dev.errand.task.Outcome;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

abstract class LoggingTests extends StoreTests {

  LoggingTests(Supplier<Store> medium) {
    super(medium);
  }

  private List<LogEntry> log(Task task, long from, int limit) {
    return store.log(number(task), from, limit);
  }

  @Test
  void linesComeBackInOrderAndWhole() {
    Task task = running();
    List<LogEntry.Line> lines = new ArrayList<>();
    for (LogLevel level : LogLevel.values()) {
      lines.add(
          new LogEntry.Line(
              level.ordinal() + 1, START.plusMillis(level.ordinal()), level, "ü\uD83D\uDE80\n"));
    }
    lines.add(new LogEntry.Line(5, START, LogLevel.INFO, ""));
    record(
        task,
        new Recording(
            Optional.empty(), Optional.empty(), lines, Dropped.NONE, new LogExtent(5, 5, 20)));

    assertThat(log(task, 1, 100)).isEqualTo(lines);
  }

  @Test
  void aLogIsReadInParts() {
    Task task = running();
    record(task, lines(1, 4));
    record(task, lines(5, 10));

    assertThat(log(task, 1, 3)).containsExactly(line(1), line(2), line(3));
    assertThat(log(task, 4, 3)).containsExactly(line(4), line(5), line(6));
    assertThat(log(task, 10, 3)).containsExactly(line(10));
    assertThat(log(task, 11, 3)).isEmpty();
    assertThat(log(task, 0, 1)).containsExactly(line(1));
    assertThat(log(task, -7, 1)).containsExactly(line(1));
  }

  @Test
  void droppedLinesLeaveAGap() {
    Task task = running();
    record(task, lines(1, 6));
    record(task, lines(7, 8, new Dropped(3, 5)));

    assertThat(log(task, 1, 100))
        .containsExactly(line(1), line(2), new LogEntry.Gap(3, 3), line(6), line(7), line(8));
    assertThat(log(task, 2, 2)).containsExactly(line(2), new LogEntry.Gap(3, 3));
    assertThat(log(task, 3, 1)).containsExactly(new LogEntry.Gap(3, 3));
    assertThat(log(task, 5, 2)).containsExactly(new LogEntry.Gap(5, 1), line(6));
    assertThat(log(task, 6, 2)).containsExactly(line(6), line(7));
  }

  @Test
  void linesThatWereNeverStoredLeaveAGapToo() {
    Task task = running();
    record(task, lines(1, 2));
    record(task, lines(9, 9));

    assertThat(log(task, 1, 100))
        .containsExactly(line(1), line(2), new LogEntry.Gap(3, 6), line(9));
  }

  @Test
  void aGapMayStandAtEitherEnd() {
    Task task = running();
    record(task, lines(1, 5));
    record(
        task,
        new Recording(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            new Dropped(1, 2),
            new LogExtent(9, 0, 0)));

    assertThat(log(task, 1, 100))
        .containsExactly(new LogEntry.Gap(1, 2), line(3), line(4), line(5), new LogEntry.Gap(6, 4));
    assertThat(log(task, 8, 100)).containsExactly(new LogEntry.Gap(8, 2));
    assertThat(log(task, 10, 100)).isEmpty();
    assertThat(log(task, 1, 4)).hasSize(4);
  }

  @Test
  void theLogOfAnEndedTaskHasItsLastLines() {
    Task task = running();
    record(task, lines(1, 2));
    done(store.end(AttemptRef.of(task), ending(TaskStatus.FINISHED, Outcome.NOTHING, lines(3, 4))));

    assertThat(log(task, 1, 10)).containsExactly(line(1), line(2), line(3), line(4));
  }

  @Test
  void theNextAttemptGoesOnWithTheLogOfTheLast() {
    Task task = running();
    record(task, lines(1, 2));
    done(store.requeue(AttemptRef.of(task), requeueing(lines(3, 3))));

    assertThat(claimFull(1))
        .singleElement()
        .satisfies(claimed -> assertThat(claimed.log()).isEqualTo(new LogExtent(3, 3, 30)));
    assertThat(log(task, 1, 10)).containsExactly(line(1), line(2), line(3));
  }

  @Test
  void aFirstAttemptBeginsWithAnEmptyLog() {
    insert();

    assertThat(claimFull(1).getFirst().log()).isEqualTo(LogExtent.EMPTY);
  }

  @Test
  void logsOfTasksDoNotMix() {
    Task first = running();
    Task second = running();
    record(first, lines(1, 2));
    record(second, lines(1, 1));

    assertThat(log(first, 1, 10)).hasSize(2);
    assertThat(log(second, 1, 10)).hasSize(1);
  }
}
