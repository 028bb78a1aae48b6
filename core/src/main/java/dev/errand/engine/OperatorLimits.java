// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Limit;
import dev.errand.limit.LimitControl;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Takes in what operators say of limits, one at a time, and lets go what may go then. */
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
  public synchronized void set(Scope scope, Limit limit, Optional<String> by) {
    require(scope);
    put(scope, Optional.of(limit), of(scope).map(LimitRule::paused).orElse(false), by);
  }

  @Override
  public synchronized void reset(Scope scope, Optional<String> by) {
    put(scope, Optional.empty(), of(scope).map(LimitRule::paused).orElse(false), by);
  }

  @Override
  public synchronized void pause(String operation, Optional<String> by) {
    pause(operation, true, by);
  }

  @Override
  public synchronized void resume(String operation, Optional<String> by) {
    pause(operation, false, by);
  }

  private void pause(String operation, boolean paused, Optional<String> by) {
    Scope scope = new Scope.OfOperation(operation);
    require(scope);
    put(scope, of(scope).flatMap(LimitRule::limit), paused, by);
  }

  private void require(Scope scope) {
    if (scope instanceof Scope.OfOperation(String name)) {
      Registered<?, ?> _ = operations.get(name);
    }
  }

  /** As it is kept now: another node may have said something since it was read last. */
  private Optional<LimitRule> of(Scope scope) {
    boolean _ = limits.load();
    return limits.rules().stream().filter(rule -> rule.scope().equals(scope)).findFirst();
  }

  private void put(Scope scope, Optional<Limit> limit, boolean paused, Optional<String> by) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    limits.put(new LimitRule(scope, limit, paused, now, by));
    workers.wakeAll();
  }
}
