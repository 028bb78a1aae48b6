// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.task.Estimate.Held;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** Shows how often tasks ran as long as was to be expected. Nothing is read for it. */
final class EstimateCounters {

  private EstimateCounters() {}

  /** Does nothing the second time. */
  static void show(Errand errand, String operation, MeterRegistry registry) {
    show(errand, operation, true, Held::times, registry);
    show(errand, operation, false, held -> held.of() - held.times(), registry);
  }

  private static void show(
      Errand errand,
      String operation,
      boolean held,
      ToLongFunction<Held> figure,
      MeterRegistry registry) {
    FunctionCounter.builder(
            "errand.estimates", errand, node -> figure.applyAsLong(node.estimatesHeld(operation)))
        .description(
            "Finished tasks by whether they ran as long as was to be expected, at this node")
        .tag("operation", operation)
        .tag("held", Boolean.toString(held))
        .register(registry);
  }
}
