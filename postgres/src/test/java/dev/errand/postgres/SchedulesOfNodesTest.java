// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.Errand;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.task.Principal;
import dev.errand.testkit.OtherProcess;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every time of a schedule comes once, however many nodes look, and whoever of them is killed. */
@Timeout(1_800)
class SchedulesOfNodesTest {

  private static final Instant BEGIN = Instant.parse("2026-01-02T03:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int HOUR = 60;

  /** How many nodes are killed: with {@code -Dsoak=true} one in each minute of an hour. */
  private static final int KILLS = Boolean.getBoolean("soak") ? HOUR : 4;

  /** About as long as a tick takes. */
  private static final long MOST_NANOS = Duration.ofMillis(20).toNanos();

  /** One waits for the schedule's row, the other for the key by which its tasks are ordered. */
  private static final String WAITING =
      """
      SELECT (count(*) >= 2)::integer FROM pg_stat_activity WHERE wait_event_type = 'Lock'
        AND (query LIKE 'UPDATE schedule SET next_due%' OR wait_event = 'advisory')
      """;

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh().lease(Duration.ofSeconds(2));
  private final OutputTables tables = new OutputTables(settings);

  /** Every minute; all that was missed is made up. */
  private static Schedule everyMinute(Errand errand) {
    Plan plan =
        new Plan(
            Trigger.cron("* * * * *"),
            ZoneOffset.UTC,
            new CatchUp(CatchUp.Rule.ALL, CatchUp.LIMIT, MINUTE),
            Overlap.QUEUE);
    return errand
        .as(Principal.LOCAL)
        .schedules()
        .add(new ScheduleRequest(Work.submission("b").build(), plan, false));
  }

  private void assertEachOnce(int minutes) {
    long begin = BEGIN.toEpochMilli();
    for (int minute = 1; minute <= minutes; minute++) {
      assertThat(
              tables.number(
                  "SELECT count(*) FROM schedule_task WHERE tick = "
                      + (begin + minute * MINUTE.toMillis())))
          .as("tasks of minute %d", minute)
          .isEqualTo(1);
    }
    assertThat(tables.number("SELECT count(*) FROM schedule_task")).isEqualTo(minutes);
    assertThat(tables.number("SELECT count(*) FROM task")).as("without a tick").isEqualTo(minutes);
  }

  /** Twice one of them is gone for a while, and comes back. */
  @Test
  void twoNodesAtOnceStartEachTimeOfAnHourOnce() throws Exception {
    SettableClock clock = new SettableClock(BEGIN);
    List<Errand> nodes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      nodes.add(ScheduleNode.start(settings, folder, "one", clock));
      nodes.add(ScheduleNode.start(settings, folder, "two", clock));
      everyMinute(nodes.getFirst());
      for (int minute = 1; minute <= HOUR; minute++) {
        if (minute % 25 == 0) {
          nodes.removeFirst().close();
        } else if (minute % 25 == 5 && nodes.size() == 1) {
          nodes.add(ScheduleNode.start(settings, folder, "again-" + minute, clock));
        }
        clock.advance(MINUTE);
        CyclicBarrier start = new CyclicBarrier(nodes.size());
        List<Future<Integer>> looks = new ArrayList<>();
        for (Errand node : nodes) {
          looks.add(
              threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                return node.tick();
              }));
        }
        for (Future<Integer> look : looks) {
          look.get(30, TimeUnit.SECONDS);
        }
      }
      assertEachOnce(HOUR);
    } finally {
      nodes.forEach(Errand::close);
    }
  }

  /**
   * Two processes, of which one is killed at each tick: in turn a moment after the time has come,
   * and while its transaction waits for the row of the schedule.
   */
  @Test
  void nodesThatAreKilledAroundTheTickStartEachTimeOnce() throws Exception {
    SharedClock clock = SharedClock.in(folder.resolve("clock"));
    clock.set(BEGIN);
    try (Errand here = ScheduleNode.start(settings, folder, "here", clock)) {
      everyMinute(here);
    }
    Deque<OtherProcess> nodes = new ArrayDeque<>(List.of(start("one"), start("two")));
    Random random = new Random(7);
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      nodes.getFirst().awaitSaid("started");
      for (int minute = 1; minute <= KILLS; minute++) {
        // At the beginning of a round one is up, and the other about to be.
        nodes.getLast().awaitSaid("started");
        boolean within = minute % 2 == 0;
        if (within) {
          statement.execute("BEGIN");
          statement.execute("SELECT id FROM schedule FOR UPDATE");
        }
        clock.set(BEGIN.plus(MINUTE.multipliedBy(minute)));
        if (within) {
          tables.await(WAITING, 1);
        } else {
          LockSupport.parkNanos(random.nextLong(MOST_NANOS));
        }
        nodes.removeFirst().kill();
        if (within) {
          statement.execute("ROLLBACK");
        }
        nodes.addLast(start("again-" + minute));
        long due = BEGIN.plus(MINUTE.multipliedBy(minute)).toEpochMilli();
        tables.await("SELECT count(*) FROM schedule_task WHERE tick = " + due, 1);
      }
    } finally {
      for (OtherProcess node : nodes) {
        node.close();
      }
    }
    assertEachOnce(KILLS);
  }

  private OtherProcess start(String name) throws Exception {
    return OtherProcess.start(ScheduleNode.class, settings.url(), folder, name);
  }
}
