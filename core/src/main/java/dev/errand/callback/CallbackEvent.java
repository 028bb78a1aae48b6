// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

/** What subscribers are told of. */
public enum CallbackEvent {
  /** The task has begun. */
  IN_PROGRESS("in-progress"),
  /** The task is FINISHED. */
  SUCCESS("success"),
  /** The task is FAILED or CANCELLED. */
  FAILED("failed");

  private final String word;

  CallbackEvent(String word) {
    this.word = word;
  }

  /** As texts have it. */
  public String word() {
    return word;
  }
}
