// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitChange;
import dev.errand.limit.LimitControl;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Takes in what operators say of limits, and lets go what may go then. */
final class OperatorLimits implements LimitControl {

  private final CurrentLimits limits;
  private final Operations operations;
  private final Workers workers;
  private final InstantSource clock;

  /**
   * @param clock the store's
   */
  OperatorLimits(
      CurrentLimits limits, Operations operations, Workers workers, InstantSource clock) {
    this.limits = limits;
    this.operations = operations;
    this.workers = workers;
    this.clock = clock;
  }

  @Override
  public Limits now() {
    return limits.now();
  }

  @Override
  public List<LimitRule> rules() {
    return limits.rules();
  }

  @Override
  public Running running() {
    return limits.running();
  }

  @Override
  public long waiting(Scope scope, long most) {
    return limits.waiting(scope, most, time());
  }

  @Override
  public void set(Scope scope, Limit limit, Optional<String> by) {
    require(scope);
    change(scope, new LimitChange.What.Bounded(Optional.of(limit)), by);
  }

  @Override
  public void reset(Scope scope, Optional<String> by) {
    change(scope, new LimitChange.What.Bounded(Optional.empty()), by);
  }

  @Override
  public void pause(String operation, Optional<String> by) {
    Scope scope = new Scope.OfOperation(operation);
    require(scope);
    change(scope, new LimitChange.What.Paused(true), by);
  }

  /** Also of one that went away while it was paused. */
  @Override
  public void resume(String operation, Optional<String> by) {
    change(new Scope.OfOperation(operation), new LimitChange.What.Paused(false), by);
  }

  private void require(Scope scope) {
    if (scope instanceof Scope.OfOperation(String name)) {
      Registered<?, ?> _ = operations.get(name);
    }
  }

  private void change(Scope scope, LimitChange.What what, Optional<String> by) {
    limits.change(new LimitChange(scope, what, time(), by));
    workers.wakeAll();
  }

  private Instant time() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
