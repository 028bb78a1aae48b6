// SPDX-License-Identifier: Apache-2.0
package dev.errand.spring;

import dev.errand.operation.Operation;
import java.util.Collection;

/** Which operation a setting is of. */
final class SetOperation {

  private SetOperation() {}

  /**
   * The name of the operation, or the name that was set where there is none like it. A variable of
   * the environment cannot have dashes in its name, so they do not count.
   */
  static String name(String set, Collection<? extends Operation<?, ?>> operations) {
    return operations.stream()
        .map(operation -> operation.spec().name())
        .filter(name -> undashed(name).equals(undashed(set)))
        .findFirst()
        .orElse(set);
  }

  private static String undashed(String name) {
    return name.replace("-", "");
  }
}
