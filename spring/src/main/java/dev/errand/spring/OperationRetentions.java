// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.operation.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The retentions that are set for single operations. */
final class OperationRetentions {

  private OperationRetentions() {}

  /** By the name of the operation, or the name that was set where there is none like it. */
  static Map<String, Duration> of(
      ErrandProperties properties, Collection<? extends Operation<?, ?>> operations) {
    Map<String, Duration> retentions = new HashMap<>();
    properties
        .operations()
        .forEach((set, settings) -> {
          if (settings.retention() != null) {
            retentions.put(SetOperation.name(set, operations), settings.retention());
          }
        });
    return retentions;
  }
}
