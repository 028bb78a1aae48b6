// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder with its marks in memory.
 *
 * @param live the marks that are seen in it
 */
record SeenFolder(String id, String mark, Set<String> live) implements NodeFolder {

  /** A node's in a folder of its own. */
  static SeenFolder of(String id) {
    return new SeenFolder(id, "", ConcurrentHashMap.newKeySet()).forAnother();
  }

  /** Another node's in the same folder. */
  SeenFolder forAnother() {
    String mark = UUID.randomUUID().toString();
    live.add(mark);
    return new SeenFolder(id, mark, live);
  }

  /** Another node's in a copy. */
  SeenFolder inCopy() {
    return of(id);
  }

  /** The process ends. */
  void die() {
    live.remove(mark);
  }

  @Override
  public boolean isLive(String mark) {
    return live.contains(mark);
  }
}
