// SPDX-License-Identifier: Apache-2.0
package dev.errand.limit;

import dev.errand.task.UnknownOperationException;
import java.util.List;
import java.util.Optional;

/**
 * How many tasks may run and wait, as operators change it while tasks do. What is said here counts
 * on all nodes that share the store, over restarts, and instead of what settings and operations
 * say. Safe for all threads.
 *
 * <p>Lowering a limit stops nothing that runs.
 */
public interface LimitControl {

  /** What holds on this node now. */
  Limits now();

  /** What was said here and not taken back. */
  List<LimitRule> rules();

  /** How many tasks run now, in all scopes. */
  Running running();

  /**
   * How many tasks wait now.
   *
   * @param most none are counted beyond
   */
  long waiting(Scope scope, long most);

  /**
   * Sets the limit of a scope.
   *
   * @param by the name of who says so, where it is known
   * @throws UnknownOperationException if it is one of an operation that is not there
   */
  void set(Scope scope, Limit limit, Optional<String> by);

  /** Has settings and operations count again for a scope; harmless where they do. */
  void reset(Scope scope, Optional<String> by);

  /**
   * Starts nothing of an operation any more; what runs goes on, and what waits waits.
   *
   * @throws UnknownOperationException if there is no such operation
   */
  void pause(String operation, Optional<String> by);

  /** Starts tasks of an operation again; harmless where that is so, or where there is none. */
  void resume(String operation, Optional<String> by);
}
