// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.task.RefusedStart;
import dev.errand.task.TaskListener;
import dev.errand.task.TickOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts starts that limits refused, and what came of the times of schedules. */
final class StartCounters implements TaskListener {

  private final MeterRegistry registry;

  /** All are shown from the start on, so that the first one is an increase. */
  StartCounters(MeterRegistry registry) {
    this.registry = registry;
    for (RefusedStart.Whose whose : RefusedStart.Whose.values()) {
      Counter _ = starts(new RefusedStart(whose, false));
      Counter _ = starts(new RefusedStart(whose, true));
    }
    for (TickOutcome outcome : TickOutcome.values()) {
      Counter _ = ticks(outcome);
    }
  }

  @Override
  public void refused(RefusedStart start) {
    starts(start).increment();
  }

  @Override
  public void ticked(TickOutcome outcome) {
    ticks(outcome).increment();
  }

  private Counter starts(RefusedStart refused) {
    return Counter.builder("errand.starts.refused")
        .description("Starts that a limit refused at this node, by whose it is and of what")
        .tag("limit", refused.whose().name().toLowerCase(Locale.ROOT))
        .tag("what", refused.rate() ? "rate" : "waiting")
        .register(registry);
  }

  private Counter ticks(TickOutcome outcome) {
    return Counter.builder("errand.schedules.ticks")
        .description("Times at which schedules were due, by what came of them at this node")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
