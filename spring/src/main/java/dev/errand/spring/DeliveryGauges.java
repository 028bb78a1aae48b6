// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.callback.Deliveries;
import dev.errand.callback.Delivery;
import dev.errand.ogc.callback.Callbacks;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.Map;

/** Shows how many deliveries to subscribers there are by state, and how many were given up. */
final class DeliveryGauges implements MeterBinder {

  private final Callbacks callbacks;
  private final KeptReading<Map<Delivery.State, Long>> counts;

  DeliveryGauges(Deliveries deliveries, Callbacks callbacks) {
    this.callbacks = callbacks;
    counts = new KeptReading<>(deliveries::counts, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (Delivery.State state : Delivery.State.values()) {
      Gauge.builder("errand.deliveries", this, gauges -> gauges.count(state))
          .description(WholeStore.described("Deliveries to subscribers of tasks that are kept"))
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .tags(WholeStore.TAGS)
          .register(registry);
    }
    FunctionCounter.builder("errand.deliveries.given.up", callbacks, Callbacks::givenUp)
        .description("Deliveries that this node has given up")
        .register(registry);
  }

  private double count(Delivery.State state) {
    return counts.get().map(all -> all.getOrDefault(state, 0L).doubleValue()).orElse(Double.NaN);
  }
}
