// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.Task;

/**
 * A RUNNING task that nobody runs any more.
 *
 * @param claimed as it was found; whoever found it holds it now
 * @param counts whether its attempt counts against the operation's recovery rule: not if the node
 *     that ran it has said that it lost nothing but its database
 */
public record Lost(Claimed claimed, boolean counts) {

  public Task task() {
    return claimed.task();
  }
}
