// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.limit.Limit;
import dev.errand.limit.Limits;
import dev.errand.limit.Scope;
import dev.errand.limit.SharedBy;
import dev.errand.operation.OperationInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which limits hold from the start, until operators say something else. Immutable.
 *
 * @param sharedBy between whom free workers are shared
 * @param set by scope; that of an operation counts instead of what the operation says itself
 */
public record LimitSettings(SharedBy sharedBy, Map<Scope, Limit> set) {

  public static final LimitSettings NONE = new LimitSettings(SharedBy.NOBODY, Map.of());

  public LimitSettings {
    set = Map.copyOf(set);
  }

  /** What holds; a limit of an operation that is not there waits for it to come. */
  Limits of(Collection<OperationInfo> known) {
    Map<Scope, Limit> all = new HashMap<>();
    for (OperationInfo operation : known) {
      Limit said = operation.treatment().limit();
      if (!said.equals(Limit.NONE)) {
        all.put(new Scope.OfOperation(operation.name()), said);
      }
    }
    all.putAll(set);
    return new Limits(sharedBy, all, Set.of());
  }

  /**
   * Does nothing if all operations are there that something is set for.
   *
   * @throws IllegalArgumentException if not
   */
  void require(Set<String> known) {
    for (Scope scope : set.keySet()) {
      if (scope instanceof Scope.OfOperation(String name) && !known.contains(name)) {
        throw new IllegalArgumentException(
            "a limit is set for '%s', and there is no such operation; there are %s"
                .formatted(name, String.join(", ", known.stream().sorted().toList())));
      }
    }
  }
}
