// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;

/** Is told how a relocation goes. */
interface RelocationWatch {

  /** For one that nobody looks at. */
  RelocationWatch NOBODY = new RelocationWatch() {};

  /** So many files are at their new place already, of so many. */
  default void begin(long done, long total) {}

  /** Asked before each file goes to its new place. */
  default void check() throws CancelledException {}

  /** A file has moved; paths are below the folder of all groups. */
  default void moved(String from, String to) {}

  /** A file is at its old place again. */
  default void movedBack(String from, String to) {}

  /** A file stays at the new place, because there is another one at the old place. */
  default void left(String at) {}
}
