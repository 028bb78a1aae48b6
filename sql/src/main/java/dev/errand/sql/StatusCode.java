// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.TaskStatus;

/**
 * States as tables keep them. The partial indexes rely on the numbers: 0 waits, below 2 is
 * unfinished.
 */
public final class StatusCode {

  private static final TaskStatus[] BY_CODE = {
    TaskStatus.WAITING,
    TaskStatus.RUNNING,
    TaskStatus.FINISHED,
    TaskStatus.FAILED,
    TaskStatus.CANCELLED
  };

  private StatusCode() {}

  public static int of(TaskStatus status) {
    return switch (status) {
      case WAITING -> 0;
      case RUNNING -> 1;
      case FINISHED -> 2;
      case FAILED -> 3;
      case CANCELLED -> 4;
    };
  }

  public static TaskStatus status(int code) {
    return BY_CODE[code];
  }
}
