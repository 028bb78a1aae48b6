// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.errand.Errand;
import dev.errand.limit.Limit;
import dev.errand.limit.Scope;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.Schedule;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** That a schedule which waits with what is due says so, and not every second. */
class HeldTicksTest {

  private static final Scope WORK = new Scope.OfOperation("work");

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  @RegisterExtension final HeardLog log = new HeardLog("dev.errand.engine.HeldTicks");

  @Test
  void aScheduleThatWaitsSaysSoOnceUntilItHasGoneOn() {
    try (Errand errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .clock(clock)
            .operation(Work.of((in, context) -> null))
            .build()) {
      errand.start();
      Trigger every = new Trigger.Every(Duration.ofHours(1), clock.instant());
      Plan plan = new Plan(every, ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.QUEUE);
      Schedule added =
          errand
              .as(Who.OUTSIDER.principal())
              .schedules()
              .add(new ScheduleRequest(Work.submission("b").build(), plan, false));
      errand.limits().pause("work", Optional.empty());
      errand.submit(Work.submission("c").build());
      for (int most = 1; most < 3; most++) {
        errand.limits().set(WORK, Limit.NONE.waiting(most), Optional.empty());
        clock.advance(Duration.ofHours(1));
        assertThat(List.of(errand.tick(), errand.tick())).containsExactly(0, 0);
        errand.limits().set(WORK, Limit.NONE.waiting(most + 1), Optional.empty());
        assertThat(errand.tick()).isEqualTo(1);
      }
      String queue =
          "Schedule " + added.id() + " waits with what is due: The queue of work is full";
      assertThat(log.lines())
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              queue + ": 1 waiting. Try again later.", queue + ": 2 waiting. Try again later.");
    }
  }
}
