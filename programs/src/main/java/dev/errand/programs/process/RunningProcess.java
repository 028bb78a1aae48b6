// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A process that was started, with all that came of it. For one thread at a time. */
public final class RunningProcess {

  private final Leader leader;
  private final Parts parts;
  private Usage most = Usage.NOTHING;

  /**
   * @param containment knows all that came of it
   * @param cgroup where they are kept together
   * @param forget takes away what was noted of it
   * @param leave has it go on without this process
   */
  record Parts(Containment containment, Optional<Cgroup> cgroup, Forget forget, Runnable leave) {}

  interface Forget {
    void run() throws IOException;
  }

  RunningProcess(Leader leader, Parts parts) {
    this.leader = leader;
    this.parts = parts;
  }

  boolean isLedBy(Leader first) {
    return leader == first;
  }

  /** Waits at most so long; says whether it has ended. */
  public boolean waitFor(Duration atMost) throws InterruptedException {
    return leader.waitFor(atMost);
  }

  /** What it ended with; above 128 for the signal that ended it. */
  public int exitCode() {
    return leader.exitCode();
  }

  /** Tells it and those that it started, and that did not leave its group. */
  public void signal(Signal signal) {
    if (!Posix.signalGroup(leader.pid(), signal)) {
      parts.containment().living().forEach(entry -> Posix.signal(entry.pid(), signal));
    }
  }

  /** What all of them use at this moment; the most is remembered. */
  public Usage usage() {
    Usage now = parts.containment().usage();
    most = most.max(now);
    return now;
  }

  /**
   * Leaves it to the process that comes after this one; nothing more is to be done about it here.
   */
  public void leave() {
    parts.leave().run();
  }

  /**
   * Ends all that is still there.
   *
   * @return what there was, of which nothing is left any more unless it says so
   */
  public Remains end() throws IOException, InterruptedException {
    try {
      Containment.Killed killed = parts.containment().kill();
      most = most.max(killed.used());
      boolean forMemory = parts.cgroup().map(group -> group.killedForMemory() > 0).orElse(false);
      if (killed.left().isEmpty()) {
        parts.containment().close();
      }
      return new Remains(killed.found(), killed.left(), most, forMemory);
    } finally {
      parts.forget().run();
    }
  }
}
