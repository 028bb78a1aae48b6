// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.time.Duration;

/** The first process of an attempt. For one thread. */
interface Leader {

  long pid();

  /** Waits at most so long; says whether it has ended. */
  boolean waitFor(Duration atMost) throws InterruptedException;

  /** What it ended with; above 128 for the signal that ended it. */
  int exitCode();
}
