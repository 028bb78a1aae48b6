// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.LogEntry;
import dev.errand.task.Output;
import dev.errand.task.Page;
import dev.errand.task.StoreFigures;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.task.TaskFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What can be asked of a store. Answers hold only what is durable. */
public interface TaskReads {

  Optional<Task> find(long number);

  Optional<Task> find(UUID key);

  /** The task of this owner, or of nobody, that was submitted with this idempotency key. */
  Optional<Task> find(Optional<String> owner, String idempotencyKey);

  /** Tasks that pass the filter and are not past their retention at {@code now}. */
  List<Task> list(TaskFilter filter, Page page, Instant now);

  /** The inputs as they were submitted, secrets included, for the attempt and nobody else. */
  Optional<String> inputs(long number);

  /**
   * Log lines with a sequence from {@code from} on, in order, with gap marks; at most {@code limit}
   * entries.
   */
  List<LogEntry> log(long number, long from, int limit);

  /** The sequence number of the last line that a task's log ever had; 0 if there was none. */
  long lastLine(long number);

  /**
   * How long the newest FINISHED tasks of an operation ran, newest first, from the start of the
   * last attempt to the end. A store need not look further back than the newest 10,000 tasks.
   */
  List<Duration> durations(String operation, int limit);

  /** The files of a task that ended, by name. */
  List<Output> outputs(long number);

  /** How many tasks are in each state, by operation. */
  List<TaskCount> counts();

  /** When the first of the waiting tasks is due that may not be started yet. */
  Optional<Instant> nextDue();

  /**
   * Waiting tasks of these operations that never started and were to do so until {@code now} at the
   * latest, the longest overdue first.
   */
  List<Task> overdue(Set<String> operations, Instant now, int limit);

  /** What operators watch. May take as long as reading an index, or the table of outputs. */
  StoreFigures figures();

  /** Numbers of ended tasks whose retention is over at {@code now}, oldest end first. */
  List<Long> expired(Instant now, int limit);

  /**
   * What nobody can be running: what was claimed by a process that is gone, and which this one has
   * taken over, and those that this process holds without running them.
   *
   * @param unattended of those that {@link AttemptWrites#held} told, the ones without an attempt;
   *     those that changed meanwhile are left out
   */
  List<Lost> lost(Collection<AttemptRef> unattended);
}
