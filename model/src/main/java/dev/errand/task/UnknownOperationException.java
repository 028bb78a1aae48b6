// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Collection;

/** Nothing is registered under the name of the operation that was asked for. */
public final class UnknownOperationException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final String operation;

  public UnknownOperationException(String operation, Collection<String> known) {
    super(
        "There is no operation '%s'. Known operations: %s"
            .formatted(operation, String.join(", ", known)));
    this.operation = operation;
  }

  public String operation() {
    return operation;
  }
}
