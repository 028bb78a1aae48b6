// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import java.io.IOException;

/**
 * The folder that the operations of a node keep their files in, which has to be the same one at all
 * nodes of a database. Safe for all threads.
 */
public interface NodeFolder {

  /** Tells the folder from others; a copy of the folder has the same. */
  String id();

  /** Stands for this process in the folder as long as it is at work there. */
  String mark();

  /**
   * Whether the process with that mark is at work in the folder, as far as it is seen from here: a
   * frozen one is, one that ended is not, and neither is one whose folder is a copy of this one.
   *
   * @throws IOException if that cannot be told
   */
  boolean isLive(String mark) throws IOException;
}
