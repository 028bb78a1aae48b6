// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.task.Task;

/**
 * What stands inside {@code <thread>} for tasks of one operation, besides {@code <message>}. Called
 * by many threads at once.
 */
@FunctionalInterface
public interface ThreadContent {

  /**
   * Writes children of the thread instead of the general {@code <progress>}.
   *
   * @param task in any state
   */
  void write(ServiceWriter writer, Task task);
}
