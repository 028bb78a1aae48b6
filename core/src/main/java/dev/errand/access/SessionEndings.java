// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import java.time.Instant;

/**
 * The sessions that somebody logged out of before their time was over, remembered for as long as
 * that. Safe for all threads; throws {@link dev.errand.task.StoreException} if it cannot be told
 * what has ended, because nobody may come in by a session that has.
 */
public interface SessionEndings {

  /**
   * Ends a session; durable, and seen by all that share these endings, when this returns.
   *
   * @param session its id: 32 lower-case hexadecimal digits
   * @param expires when it would have ended by itself
   */
  void add(String session, Instant expires);

  /** Whether the session with that id was ended. */
  boolean contains(String session);
}
