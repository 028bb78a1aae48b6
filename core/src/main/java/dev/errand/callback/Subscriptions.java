// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import dev.errand.task.TaskId;

/** Where subscribers are entered. Safe for all threads. */
public interface Subscriptions {

  /**
   * Has the subscriber told what becomes of a task; durable when this returns. To be called once
   * the task is durable and before its caller is answered. Repeating it changes nothing, so that a
   * repeated request can be answered alike.
   *
   * @throws dev.errand.task.StoreException if the store fails
   */
  void subscribe(TaskId task, Subscriber subscriber);
}
