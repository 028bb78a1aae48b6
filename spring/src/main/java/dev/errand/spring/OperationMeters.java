// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.task.TaskListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import org.springframework.beans.factory.ObjectProvider;

/** Shows the figures of operations that come while the server runs. */
final class OperationMeters implements TaskListener {

  private final MeterRegistry registry;

  /** A provider, since they are made of the engine that calls this. */
  private final ObjectProvider<TaskGauges> tasks;

  private final ObjectProvider<LimitGauges> limits;

  OperationMeters(
      MeterRegistry registry,
      ObjectProvider<TaskGauges> tasks,
      ObjectProvider<LimitGauges> limits) {
    this.registry = registry;
    this.tasks = tasks;
    this.limits = limits;
  }

  @Override
  public void registered(Collection<String> operations) {
    for (String name : operations) {
      if (!isShown(name)) {
        tasks.ifAvailable(shown -> shown.show(name, registry));
        limits.ifAvailable(shown -> shown.show(name, registry));
      }
    }
  }

  /** A registry complains in the log of a gauge that it has already. */
  private boolean isShown(String operation) {
    return !registry.find("errand.tasks").tag("operation", operation).gauges().isEmpty();
  }
}
