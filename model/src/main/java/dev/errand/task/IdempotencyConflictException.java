// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** A key was used again for something else while the task that it belongs to is there. */
public final class IdempotencyConflictException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final String key;

  public IdempotencyConflictException(String key) {
    super(
        "The idempotency key '%s' belongs to a task that was submitted with another request. Use a new key for a new request."
            .formatted(key));
    this.key = key;
  }

  public String key() {
    return key;
  }
}
