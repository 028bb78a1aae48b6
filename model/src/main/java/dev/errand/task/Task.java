// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;

/**
 * A task as it was at one moment: a snapshot whose parts belong together.
 *
 * @param submission what was asked for; description and ordering key are filled in, secrets are
 *     masked
 * @param remark the level of the latest remark (warning or error) that the running attempt made and
 *     has not taken back; absent once the task has ended
 * @param progress the newest progress of the newest attempt; kept when the task ends
 * @param asked what it asks whoever started it
 */
public record Task(
    TaskId id,
    Submission submission,
    TaskStatus status,
    Attempt attempt,
    Optional<CancelRequest> cancelRequest,
    Optional<Progress> progress,
    Optional<LogLevel> remark,
    Outcome outcome,
    Times times,
    Asked asked) {

  public Task {
    boolean fits =
        switch (status) {
          case WAITING, RUNNING -> outcome instanceof Outcome.Pending;
          case FINISHED, CANCELLED -> outcome instanceof Outcome.Returned;
          case FAILED -> outcome instanceof Outcome.Failed;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "task " + id + " cannot be " + status + " with " + outcome);
    }
  }

  /** One that has asked nothing. */
  public Task(
      TaskId id,
      Submission submission,
      TaskStatus status,
      Attempt attempt,
      Optional<CancelRequest> cancelRequest,
      Optional<Progress> progress,
      Optional<LogLevel> remark,
      Outcome outcome,
      Times times) {
    this(
        id,
        submission,
        status,
        attempt,
        cancelRequest,
        progress,
        remark,
        outcome,
        times,
        Asked.NOTHING);
  }

  public String operation() {
    return submission.operation();
  }

  /** The line for people; empty where there is none. */
  public String description() {
    return submission.description().orElse("");
  }

  /** The result of a task that returned one. */
  public Optional<Json> result() {
    return outcome instanceof Outcome.Returned(var result) ? result : Optional.empty();
  }

  /** The failure of a task that failed. */
  public Optional<Failure> failure() {
    return outcome instanceof Outcome.Failed(var failure) ? Optional.of(failure) : Optional.empty();
  }

  /** This snapshot with another progress and remark. */
  public Task withProgress(Optional<Progress> progress, Optional<LogLevel> remark) {
    return new Task(
        id, submission, status, attempt, cancelRequest, progress, remark, outcome, times, asked);
  }

  /** This snapshot with more known of its newest attempt. */
  public Task with(Attempt known) {
    return new Task(
        id, submission, status, known, cancelRequest, progress, remark, outcome, times, asked);
  }

  /** This snapshot with a cancel request. */
  public Task withCancelRequest(CancelRequest request) {
    return new Task(
        id,
        submission,
        status,
        attempt,
        Optional.of(request),
        progress,
        remark,
        outcome,
        times,
        asked);
  }

  /** This snapshot with more asked or answered. */
  public Task with(Asked known) {
    return new Task(
        id, submission, status, attempt, cancelRequest, progress, remark, outcome, times, known);
  }

  /** Whether it has asked something that nobody has answered, and could go on if somebody did. */
  public boolean isAsking() {
    return !status.isTerminal() && asked.open() > 0;
  }

  /** Whether it waits for answers, and for nothing else. */
  public boolean isParked() {
    return status == TaskStatus.WAITING && asked.parked();
  }
}
