// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.TaskId;

/**
 * An {@link Operation} that begins things which may go on without the server: when another is
 * started in its place, the same attempt is gone on with instead of being lost. {@link
 * Operation#run} is called once more for it then.
 */
public interface OutlivesServer {

  /**
   * Whether what an attempt began is still there, or has left what is needed to end it. If not,
   * nothing of it is left when this returns. What this throws is told in the server's own log, and
   * counts as no.
   */
  boolean isLeft(TaskId task, int attempt);

  /**
   * Ends what an attempt began that is not to be gone on with; nothing of it is left then. What
   * this throws is told in the server's own log; the task goes on as if nothing were left.
   */
  void end(TaskId task, int attempt);
}
