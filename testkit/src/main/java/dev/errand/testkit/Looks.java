// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Tests that look again and again for what nobody tells them of. Whatever brings it about needs the
 * processor that looks without a pause take away.
 */
public final class Looks {

  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private Looks() {}

  /** A moment between two looks; none in a thread that is interrupted. */
  public static void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
