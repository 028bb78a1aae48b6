// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One that this process has started. */
record StartedLeader(Process process) implements Leader {

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean waitFor(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }
}
