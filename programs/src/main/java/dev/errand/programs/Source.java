// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;

/** What a program writes to one of its streams. For one thread. */
interface Source {

  /** What there is that was not read before, at most a piece of it; empty if there is nothing. */
  byte[] read() throws IOException;
}
