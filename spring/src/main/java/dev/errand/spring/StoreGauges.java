// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.task.StoreFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** Shows what operators watch of the whole store beside its tasks. */
final class StoreGauges implements MeterBinder {

  private final InstantSource clock;
  private final KeptReading<StoreFigures> figures;

  /**
   * @param clock the store's
   */
  StoreGauges(Errand errand, InstantSource clock) {
    this.clock = clock;
    figures = new KeptReading<>(errand::figures, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "errand.queue.age",
        "seconds",
        "Since when the oldest task waits that a free worker could start; 0 if there is none",
        Tags.empty(),
        this::age);
    String nodes = "Nodes that have the store open, by whether their lease goes on";
    gauge(
        registry, "errand.nodes", "", nodes, Tags.of("state", "alive"), all -> all.nodes().alive());
    gauge(registry, "errand.nodes", "", nodes, Tags.of("state", "lost"), all -> all.nodes().lost());
    gauge(
        registry,
        "errand.outputs",
        "bytes",
        "How large the files are that tasks left",
        Tags.empty(),
        StoreFigures::outputBytes);
    gauge(
        registry,
        "errand.store",
        "bytes",
        "How much room the database takes",
        Tags.empty(),
        StoreFigures::storedBytes);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String unit,
      String what,
      Tags tags,
      ToDoubleFunction<StoreFigures> value) {
    Gauge.Builder<StoreGauges> gauge =
        Gauge.builder(
            name,
            this,
            gauges -> gauges.figures.get().map(value::applyAsDouble).orElse(Double.NaN));
    if (!unit.isEmpty()) {
      gauge.baseUnit(unit);
    }
    gauge
        .description(WholeStore.described(what))
        .tags(tags.and(WholeStore.TAGS))
        .register(registry);
  }

  private double age(StoreFigures all) {
    return all.oldestWaiting()
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
        .map(seconds -> Math.max(0, seconds))
        .orElse(0.0);
  }
}
