// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.operation.CancelledException;

/** Is told how a relocation goes; paths are as callers know them. */
interface RelocationWatch {

  /** For one that nobody looks at. */
  RelocationWatch NOBODY = new RelocationWatch() {};

  /** So many files are where they belong, of so many. */
  default void at(long done, long total) {}

  /** Asked before each step. */
  default void check() throws CancelledException {}

  /** Whether another attempt goes on, so that what is done stays done when this one ends. */
  default boolean isStopping() {
    return false;
  }

  /** A file or folder is at another place on the disk. */
  default void renamed(String from, String to) {}

  /** A document is at its new place in the register. */
  default void moved(String from, String to) {}

  /** A document is at its old place in the register again. */
  default void movedBack(String from, String to) {}

  /** A file or folder stays at the new place, because there is another one at the old place. */
  default void left(String at) {}

  /** What has moved stays so for now. */
  default void notPutBack(String why) {}

  /** What somebody left half done is put back now. */
  default void puttingBack(String title) {}
}
