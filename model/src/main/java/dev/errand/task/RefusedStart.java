// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * A start that a limit refused.
 *
 * @param rate whether of starts in a time; otherwise of what may wait
 */
public record RefusedStart(Whose whose, boolean rate) {

  /** Whose limit it is. */
  public enum Whose {
    ALL,
    OPERATION,
    USER,
    GROUP
  }
}
