// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A kind of work. One instance serves all its tasks, so {@link #run} must be safe for several
 * threads at once.
 *
 * @param <I> the record of its inputs; see {@link OperationSpec} for how its schema is derived
 * @param <R> its result, written to JSON by Jackson; {@link Void} where there is none
 */
public interface Operation<I extends Record, R> {

  /** What it is called, what it takes and gives, how it may be treated. Must always be the same. */
  OperationSpec<I, R> spec();

  /**
   * Does the work of one attempt.
   *
   * <p>It should ask {@link TaskContext#isCancelled} or {@link TaskContext#checkCancelled} often
   * enough to stop within a second. Returning normally after it noticed a cancel ends the task
   * CANCELLED with what is returned as partial result; returning without having noticed ends it
   * FINISHED.
   *
   * @return the result; {@code null} only where the result type is {@link Void}
   * @throws CancelledException to end as CANCELLED without a result
   * @throws Exception anything else ends the task FAILED with that exception
   */
  @org.jspecify.annotations.Nullable
  R run(I inputs, TaskContext context) throws Exception;

  /** A line for people about a task with these inputs. Secrets must stay out of it. */
  default String describe(I inputs) {
    return spec().title();
  }

  /** Tasks with an equal key run one at a time, in the order of their submission. */
  default Optional<String> orderingKey(I inputs) {
    return Optional.empty();
  }

  /**
   * The id of the group that a task with these inputs works in. Who may start it is decided by the
   * group of the submission, so one for another group is refused, and one that names none is in
   * this.
   */
  default OptionalLong group(I inputs) {
    return OptionalLong.empty();
  }

  /**
   * Refuses inputs that fit the schema and still cannot be right, before a task exists.
   *
   * @throws dev.errand.task.InvalidInputsException naming the wrong members
   */
  default void check(I inputs) {}
}
