// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;

/** Takes in what a program writes. Never waits for it. For one thread. */
interface Intake {

  /** To be called before anything else. */
  void begin() throws IOException;

  /** Takes in a piece of what there is; says how many bytes. */
  int take() throws IOException;

  /** Takes in what is left of a program that has ended. */
  void finish() throws IOException;
}
