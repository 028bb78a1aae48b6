// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import java.util.Optional;
import java.util.OptionalLong;

/** Why a task may not start although a worker is free. */
public sealed interface Bound {

  /** Nothing of the operation is started. */
  record Paused(String operation) implements Bound {}

  /**
   * So many run as may.
   *
   * @param node whether on this node, or on all of them together
   */
  record AtLimit(Scope scope, long limit, boolean node) implements Bound {}

  /** What keeps a task of this lane from starting; empty if nothing does. */
  static Optional<Bound> of(Limits limits, Running running, Lane lane) {
    if (limits.paused().contains(lane.operation())) {
      return Optional.of(new Paused(lane.operation()));
    }
    for (Limits.Applied applied : limits.of(lane)) {
      Scope scope = applied.scope();
      OptionalLong everywhere = applied.limit().concurrency();
      if (everywhere.isPresent() && running.all(scope) >= everywhere.getAsLong()) {
        return Optional.of(new AtLimit(scope, everywhere.getAsLong(), false));
      }
      OptionalLong here = applied.limit().concurrencyPerNode();
      if (here.isPresent() && running.here(scope) >= here.getAsLong()) {
        return Optional.of(new AtLimit(scope, here.getAsLong(), true));
      }
    }
    return Optional.empty();
  }
}
