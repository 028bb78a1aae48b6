// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import dev.errand.task.Task;
import java.io.IOException;

/** Writes what subscribers are sent: JSON, whole. Safe for all threads. */
public interface CallbackBodies {

  /**
   * The results of a task that is FINISHED, with links where there are files.
   *
   * @param base where links begin
   */
  byte[] results(Task task, String base) throws IOException;

  /**
   * The status of a task as it was when it had begun, whatever has become of it since: the same for
   * each attempt to send it.
   */
  byte[] begun(Task task, String base) throws IOException;

  /** The status of a task, as it is now. */
  byte[] status(Task task, String base) throws IOException;
}
