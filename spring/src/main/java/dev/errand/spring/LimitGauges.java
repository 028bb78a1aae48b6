// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.Errand;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import dev.errand.operation.OperationInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Predicate;

/**
 * Shows which part of what may run at once does. Users and groups have no series of their own:
 * there may be any number of them, so the fullest is shown.
 */
final class LimitGauges implements MeterBinder {

  private final Errand errand;
  private final KeptReading<Running> running;

  LimitGauges(Errand errand) {
    this.errand = errand;
    running = new KeptReading<>(errand.limits()::running, System::nanoTime);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    show("all", scope -> scope instanceof Scope.All, registry);
    show(
        "users",
        scope -> scope instanceof Scope.EachUser || scope instanceof Scope.OfUser,
        registry);
    show(
        "groups",
        scope -> scope instanceof Scope.EachGroup || scope instanceof Scope.OfGroup,
        registry);
    for (OperationInfo operation : errand.operations()) {
      show(operation.name(), registry);
    }
  }

  /** Does nothing the second time. */
  void show(String operation, MeterRegistry registry) {
    Scope scope = new Scope.OfOperation(operation);
    show(scope.text(), scope::equals, registry);
  }

  private void show(String limit, Predicate<Scope> of, MeterRegistry registry) {
    Gauge.builder("errand.limit.used", this, gauges -> gauges.used(of))
        .baseUnit("ratio")
        .description(WholeStore.described("Which part runs of what may at once; 0 without a limit"))
        .tag("limit", limit)
        .tags(WholeStore.TAGS)
        .register(registry);
  }

  private double used(Predicate<Scope> of) {
    Limits now = errand.limits().now();
    return running
        .get()
        .map(counted ->
            now.set().keySet().stream()
                .filter(of)
                .mapToDouble(scope -> now.used(scope, counted))
                .max()
                .orElse(0))
        .orElse(Double.NaN);
  }
}
