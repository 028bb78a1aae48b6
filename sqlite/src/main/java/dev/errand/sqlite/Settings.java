// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.util.function.IntConsumer;

/**
 * What can be set about a store.
 *
 * @param afterCommit told the size of each group
 * @param walBytes past this length the write-ahead log is cut, for which readers wait a moment
 * @param keptBytes about how much of the heap ended tasks may take, so that polls need no query
 */
record Settings(IntConsumer afterCommit, long walBytes, long keptBytes) {

  /**
   * Polls ask again and again for the newest tasks. This holds some 100,000 of usual size, more
   * than end within a retention of minutes on most servers; a small heap is the operations' first.
   */
  private static final long KEPT_BYTES = Math.min(Runtime.getRuntime().maxMemory() / 8, 128L << 20);

  static final Settings DEFAULT = new Settings(_ -> {}, 64L << 20, KEPT_BYTES);

  Settings afterCommit(IntConsumer listener) {
    return new Settings(listener, walBytes, keptBytes);
  }
}
