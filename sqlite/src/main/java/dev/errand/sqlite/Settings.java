// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.util.function.IntConsumer;

/**
 * What can be set about a store.
 *
 * @param afterCommit told the size of each group
 * @param walBytes past this length the write-ahead log is cut, for which readers wait a moment
 */
record Settings(IntConsumer afterCommit, long walBytes) {

  static final Settings DEFAULT = new Settings(_ -> {}, 64L << 20);

  Settings afterCommit(IntConsumer listener) {
    return new Settings(listener, walBytes);
  }
}
