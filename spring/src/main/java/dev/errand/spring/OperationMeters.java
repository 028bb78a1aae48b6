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
  private final ObjectProvider<TaskGauges> gauges;

  OperationMeters(MeterRegistry registry, ObjectProvider<TaskGauges> gauges) {
    this.registry = registry;
    this.gauges = gauges;
  }

  @Override
  public void registered(Collection<String> operations) {
    gauges.ifAvailable(shown -> operations.forEach(name -> shown.show(name, registry)));
  }
}
