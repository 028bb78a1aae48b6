// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What the engine changes when how long tasks are kept was set anew. */
public interface RetentionWrites {

  /**
   * Looks at some ended tasks, in the order of their numbers, and has each go when its own
   * retention says or, if it has none, its operation's. Tasks of operations that are not among
   * {@code retentions}, and those that another node is changing, stay as they are.
   *
   * @param after those with a number above this one are looked at
   * @return the highest number looked at, which is {@code after} the next time; empty when there
   *     was none
   */
  CompletableFuture<OptionalLong> redate(Retentions retentions, long after);
}
