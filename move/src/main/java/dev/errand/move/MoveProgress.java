// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

/** Is told how far a move is, often; must return at once. */
@FunctionalInterface
public interface MoveProgress {

  /**
   * So much of something is done.
   *
   * @param what such as {@code log lines}
   */
  void at(String what, long done, long total);
}
