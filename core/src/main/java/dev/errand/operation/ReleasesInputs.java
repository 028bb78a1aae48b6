// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.TaskId;

/**
 * An {@link Operation} whose inputs own something, such as an uploaded file, that is to go with the
 * task.
 *
 * @param <I> the record of its inputs
 */
public interface ReleasesInputs<I extends Record> {

  /**
   * Lets go of what the inputs own. Called on a thread of its own once the end of a task is
   * durable, however it ended and whether it ever ran. Not called again if the process dies just
   * then, so what is left over needs another way to go.
   *
   * @param task whose inputs they were
   * @throws Exception which is logged
   */
  void release(I inputs, TaskId task) throws Exception;
}
