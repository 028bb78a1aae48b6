// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.task.TaskStatus;

/** What the process says by its exit code. Ended by a signal it is 128 and the signal's number. */
final class ExitCode {

  /** The task FINISHED, or nothing was to be done that could fail. */
  static final int DONE = 0;

  /** The task FAILED, or what was moved is not equal. */
  static final int FAILED = 1;

  /** What was asked for cannot be done: a wrong option, a busy port, a folder in use. */
  static final int REFUSED = 2;

  /** The task was CANCELLED. */
  static final int CANCELLED = 3;

  private ExitCode() {}

  static int of(TaskStatus status) {
    return switch (status) {
      case FINISHED -> DONE;
      case CANCELLED -> CANCELLED;
      case FAILED, WAITING, RUNNING -> FAILED;
    };
  }
}
