// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.util.List;

/**
 * Knows the processes of one attempt: the one that was started, and all that came of it. For one
 * thread at a time.
 */
interface Containment {

  /**
   * What came of a kill.
   *
   * @param found what lived before
   * @param used by it
   * @param left what lives on, and of what it is not known whether it belongs here
   */
  record Killed(List<Remains.Found> found, Usage used, List<Remains.Found> left) {}

  /** Those that live, as far as they are known and a moment ago. */
  List<ProcessEntry> living();

  /** What they use. */
  Usage usage();

  /**
   * Kills them, again and again if need be, and returns when none lives any more or patience is at
   * its end.
   */
  Killed kill() throws IOException, InterruptedException;

  /** Takes away what was kept of it; nothing may live any more. */
  void close() throws IOException, InterruptedException;
}
