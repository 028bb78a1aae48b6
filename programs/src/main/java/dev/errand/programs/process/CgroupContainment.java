// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Has the kernel keep the processes of an attempt together, in a cgroup that none can leave. */
final class CgroupContainment implements Containment {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 2;

  private final ProcessTable table;
  private final Cgroup cgroup;
  private final ProcessEntry leader;

  /**
   * @param leader as it was at its start
   */
  CgroupContainment(ProcessTable table, Cgroup cgroup, ProcessEntry leader) {
    this.table = table;
    this.cgroup = cgroup;
    this.leader = leader;
  }

  @Override
  public List<ProcessEntry> living() {
    return cgroup.processes().stream()
        .map(table::find)
        .flatMap(Optional::stream)
        .filter(entry -> !entry.ended())
        .toList();
  }

  @Override
  public Usage usage() {
    List<ProcessEntry> living = living();
    Usage seen =
        living.stream().map(entry -> table.usage(entry.pid())).reduce(Usage.NOTHING, Usage::plus);
    return new Usage(
        cgroup.number("memory.current").orElse(seen.memory()),
        cgroup.cpu(),
        living.size(),
        cgroup.disk().orElse(seen.disk()));
  }

  @Override
  public Killed kill() throws IOException, InterruptedException {
    List<ProcessEntry> ended = new ArrayList<>(living());
    ended.addAll(outside());
    List<Remains.Found> found = Remains.Found.of(ended, table);
    Usage used = usage();
    endOutside();
    cgroup.kill();
    Usage counted =
        new Usage(
            cgroup.number("memory.peak").orElse(0),
            cgroup.cpu(),
            0,
            cgroup.disk().orElse(Usage.Disk.NOTHING));
    Usage most = used.max(counted);
    return new Killed(found, most, Remains.Found.of(living(), table));
  }

  /** The leader enters the group itself, and may be ended before it has come to that. */
  private List<ProcessEntry> outside() {
    return table
        .find(leader.pid())
        .filter(entry -> entry.start() == leader.start() && !entry.ended())
        .filter(entry -> !cgroup.processes().contains(entry.pid()))
        .stream()
        .toList();
  }

  private void endOutside() throws InterruptedException {
    long begin = System.nanoTime();
    while (!outside().isEmpty() && System.nanoTime() - begin < PATIENCE_NANOS) {
      Posix.signal(leader.pid(), Signal.KILL);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    cgroup.delete();
  }
}
