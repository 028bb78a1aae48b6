// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.task.Page;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.TaskFilter;
import java.util.Optional;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the store answers and has room; down, with the error, when not. Out of service while it
 * is drained: what runs goes on, and starts go elsewhere.
 */
final class ErrandHealth extends AbstractHealthIndicator {

  private final Errand errand;

  ErrandHealth(Errand errand) {
    super("The store of tasks does not answer");
    this.errand = errand;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    if (errand.isDraining()) {
      builder.outOfService();
      return;
    }
    Optional<String> outage = errand.outage();
    if (outage.isPresent()) {
      builder.down().withDetail("error", outage.get());
      return;
    }
    try {
      errand.tasks(TaskFilter.ALL, Page.newest(1));
      builder.up();
    } catch (StoreUnreachableException e) {
      // Others log that once; an error given to the builder would be logged at every question.
      builder.down().withDetail("error", e.toString());
    }
  }
}
