// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.schedule.ScheduleFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** Shows how many schedules there are, and how late the latest is. */
final class ScheduleGauges implements MeterBinder {

  private final InstantSource clock;
  private final KeptReading<ScheduleFigures> figures;

  /**
   * @param clock the store's
   */
  ScheduleGauges(Errand errand, InstantSource clock) {
    this.clock = clock;
    figures = new KeptReading<>(errand::scheduleFigures, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    state(registry, "due", ScheduleFigures::due);
    state(registry, "paused", ScheduleFigures::paused);
    state(registry, "over", ScheduleFigures::over);
    Gauge.builder("errand.schedules.late", this, gauges -> gauges.value(gauges::late))
        .baseUnit("seconds")
        .description(WholeStore.described("Since when a schedule is due and was not started"))
        .tags(WholeStore.TAGS)
        .register(registry);
  }

  private void state(
      MeterRegistry registry, String state, ToDoubleFunction<ScheduleFigures> value) {
    Gauge.builder("errand.schedules", this, gauges -> gauges.value(value))
        .description(
            WholeStore.described("Schedules by whether they will be due, are paused, or are over"))
        .tag("state", state)
        .tags(WholeStore.TAGS)
        .register(registry);
  }

  private double value(ToDoubleFunction<ScheduleFigures> value) {
    return figures.get().map(value::applyAsDouble).orElse(Double.NaN);
  }

  private double late(ScheduleFigures all) {
    return all.next()
        .map(next -> Duration.between(next, clock.instant()).toMillis() / 1000.0)
        .map(seconds -> Math.max(0, seconds))
        .orElse(0.0);
  }
}
