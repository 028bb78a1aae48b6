// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

/** Why a program ended, or is to end. */
sealed interface Cause {

  /** By itself. */
  record Exited() implements Cause {}

  /** Somebody cancelled the task, or the server stops. */
  record Cancelled() implements Cause {}

  /**
   * It went over a limit.
   *
   * @param words what it used, and the limit
   */
  record OverLimit(String words) implements Cause {}
}
