// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.errand.Errand;
import dev.errand.access.Audit;
import dev.errand.schedule.CatchUp;
import dev.errand.schedule.Overlap;
import dev.errand.schedule.Plan;
import dev.errand.schedule.ScheduleRequest;
import dev.errand.schedule.Trigger;
import dev.errand.testkit.Gate;
import dev.errand.testkit.SettableClock;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.Who;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What schedules do to tasks stands in the audit, in their owners' names. */
class ScheduleAuditTest {

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T06:00:00Z"));
  @RegisterExtension final HeardLog audit = new HeardLog(Audit.LOGGER);

  @Test
  void startsAndCancelsAreAuditedOnce() throws Exception {
    Gate gate = new Gate();
    try (Errand errand =
        Errand.builder()
            .store(SqliteStore.in(folder))
            .data(folder)
            .clock(clock)
            .stopPatience(Duration.ZERO)
            .operation(
                Work.of((in, context) -> {
                  gate.passDeaf();
                  return null;
                }))
            .build()) {
      errand.start();
      Trigger every = new Trigger.Every(Duration.ofHours(1), clock.instant());
      Plan plan = new Plan(every, ZoneOffset.UTC, CatchUp.DEFAULT, Overlap.CANCEL);
      errand
          .as(Who.OUTSIDER.principal())
          .schedules()
          .add(new ScheduleRequest(Work.submission("b").build(), plan, false));
      audit.lines().clear();
      for (int hour = 0; hour < 3; hour++) {
        clock.advance(Duration.ofHours(1));
        assertThat(errand.tick()).isEqualTo(1);
        gate.awaitReached();
      }
      gate.open();
      assertThat(audit.lines())
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly(
              "who=outsider what=start on=1 operation=work outcome=done",
              "who=outsider what=cancel on=1 operation=work outcome=done",
              "who=outsider what=start on=2 operation=work outcome=done",
              "who=outsider what=cancel on=2 operation=work outcome=done",
              "who=outsider what=start on=3 operation=work outcome=done");
    }
  }
}
