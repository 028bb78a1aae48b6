// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

/** Takes what a program writes, line by line. */
interface LineSink {

  /** A whole line. */
  void line(String text);

  /** A line that is written over, as progress bars are, or that is not whole yet. */
  void passing(String text);
}
