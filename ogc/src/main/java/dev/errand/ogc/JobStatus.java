// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.task.TaskStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The standard's words for the states of a task. */
public enum JobStatus {
  ACCEPTED(TaskStatus.WAITING),
  RUNNING(TaskStatus.RUNNING),
  SUCCESSFUL(TaskStatus.FINISHED),
  FAILED(TaskStatus.FAILED),
  DISMISSED(TaskStatus.CANCELLED);

  /** All words, for people. */
  static final String WORDS =
      Arrays.stream(values()).map(JobStatus::word).collect(Collectors.joining(", "));

  private final TaskStatus status;
  private final String word;

  JobStatus(TaskStatus status) {
    this.status = status;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in documents. */
  public String word() {
    return word;
  }

  /** The state it is the word for. */
  public TaskStatus status() {
    return status;
  }

  public static JobStatus of(TaskStatus status) {
    return switch (status) {
      case WAITING -> ACCEPTED;
      case RUNNING -> RUNNING;
      case FINISHED -> SUCCESSFUL;
      case FAILED -> FAILED;
      case CANCELLED -> DISMISSED;
    };
  }

  static Optional<JobStatus> named(String word) {
    return Arrays.stream(values()).filter(status -> status.word.equals(word)).findFirst();
  }
}
