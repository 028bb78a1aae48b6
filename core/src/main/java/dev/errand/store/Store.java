// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.ConnectionPool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps tasks. Safe for all threads. Methods throw {@link dev.errand.task.StoreException}, or
 * complete their futures with it, when the medium fails; the write concerned has then changed
 * nothing, unless it is an {@link dev.errand.task.UnknownOutcomeException}.
 */
public interface Store
    extends TaskReads, CallerWrites, OperatorWrites, AttemptWrites, RetentionWrites, AutoCloseable {

  /**
   * Opens for the node, brings the tables up to date, and takes whatever lock makes this safe.
   * Waiting tasks of operations that are not among {@code operations} stay WAITING and are not
   * claimed.
   *
   * @throws dev.errand.task.StoreException saying who holds the store, or what is wrong with it
   */
  void open(String node, Set<String> operations);

  /**
   * Has waiting tasks of these operations claimed from now on, and those of all others not any
   * more. What runs is not touched. Completes when no claim of another is on its way.
   */
  CompletableFuture<Void> register(Set<String> operations);

  /**
   * Has the engine told what other nodes do to it. Called by threads of the store, which must not
   * be kept waiting. To be set before the store is opened. A store of one node has nothing to tell.
   */
  default void onEvent(Consumer<StoreEvent> listener) {}

  /**
   * The clock by which times are told that all who use the store must understand alike: when tasks
   * are submitted, start, end and go, when keys of repeats and callbacks are due. Nodes that share
   * a store have its clock; a store of one node has that node's.
   *
   * @param own the node's
   */
  default InstantSource clock(InstantSource own) {
    return own;
  }

  /**
   * A store of outputs on the same medium, for stores that several nodes share: what keeps files
   * where one node has them alone is not enough then. It works while this is open, and is to be
   * closed before. Empty if this keeps nothing but tasks.
   */
  default Optional<OutputStore> outputStore() {
    return Optional.empty();
  }

  /** What is kept of limits beside the tasks; works while this is open. */
  LimitStore limits();

  /** What tasks have asked; works while this is open. */
  Questions questions();

  /** The schedules beside the tasks; they work while this is open. */
  Schedules schedules();

  /**
   * Whether other processes may take what this one leaves RUNNING when it is closed. If not, it
   * stays as it is until the medium is opened again.
   */
  default boolean isShared() {
    return false;
  }

  /** The connections to a database elsewhere, from memory; none for a store that has no pools. */
  default List<ConnectionPool> connections() {
    return List.of();
  }

  /** Completes what was handed in, then lets go of everything. Does nothing the second time. */
  @Override
  void close();
}
