// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.UUID;

/**
 * The two names of one task: its number, given by the store in the order of submission from 1 and
 * never used again, and its key, a UUIDv7 (RFC 9562) that is unique everywhere.
 */
public record TaskId(long number, UUID key) {

  public TaskId {
    if (number < 1) {
      throw new IllegalArgumentException("a task number starts at 1, not " + number);
    }
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
