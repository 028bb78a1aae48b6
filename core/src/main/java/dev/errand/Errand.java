// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs operations as durable tasks. Built by {@link #builder()}, several may live in one JVM, each on a data folder
 * of its own. Safe for all threads.
 *
 * <p>Every method that reads or changes tasks throws {@link StoreException} when the store fails.
 */
public final class Errand implements AutoCloseable {

  /**
   * Submits a task and returns once it is durable, as it is then: RUNNING if a worker was free.
   *
   * @throws UnknownOperationException if nothing is registered under the name
   * @throws InvalidInputsException if the inputs do not fit; names every wrong member
   * @throws StoppedException if the engine is not running
   */
  public Task submit(Submission submission) {
    throw new IllegalStateException(submission.operation());
  }

  /** The task with this number, unless it was never there, was pruned, or is past its retention. */
  public Optional<Task> task(long number) {
    throw new IllegalStateException("" + number);
  }

  /** The task with this key, likewise. */
  public Optional<Task> task(UUID key) {
    throw new IllegalStateException("" + key);
  }

  /** A page of the tasks that pass the filter. */
  public List<Task> tasks(TaskFilter filter, Page page) {
    throw new IllegalStateException("" + filter + page);
  }

  /**
   * Asks for the task to stop and returns without waiting for that. A waiting task is CANCELLED at once, a running one
   * when it notices, an ended one stays as it is. Repeating is harmless.
   *
   * @return the task afterwards; empty if there is none
   */
  public Optional<Task> cancel(TaskId id, Optional<String> by) {
    throw new IllegalStateException("" + id + by);
  }

  /**
   * Deletes a task that has ended, with its log and files. A file that is being downloaded goes when the last download
   * ends.
   *
   * @return the task as it was; empty if there is none or it has not ended
   */
  public Optional<Task> prune(TaskId id) {
    throw new IllegalStateException("" + id);
  }

  /** Log lines from a sequence number on, at most {@code limit} of them, durable or not. */
  public List<LogEntry> log(TaskId id, long from, int limit) {
    throw new IllegalStateException("" + id + from + limit);
  }

  /**
   * Waits until the task has ended, at most so long.
   *
   * @return the task at that moment; empty if there is none
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Optional<Task> await(TaskId id, Duration atMost) throws InterruptedException {
    throw new IllegalStateException("" + id + atMost);
  }

  /** The files that an ended task left, by name. */
  public List<Output> outputs(TaskId id) {
    throw new IllegalStateException("" + id);
  }

  /**
   * Opens a file of a task for reading.
   *
   * @return to be closed after use; empty if there is no such task, output or file
   */
  public Optional<Download> download(TaskId id, String output) {
    throw new IllegalStateException("" + id + output);
  }

  /** How many tasks are in each state, by operation. */
  public List<TaskCount> counts() {
    throw new IllegalStateException();
  }

  /** The registered operations by name. */
  public List<OperationInfo> operations() {
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
