// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Has the kernel keep the processes of an attempt together, in a cgroup that none can leave. */
final class CgroupContainment implements Containment {

  private final ProcessTable table;
  private final Cgroup cgroup;

  CgroupContainment(ProcessTable table, Cgroup cgroup) {
    this.table = table;
    this.cgroup = cgroup;
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
    List<Remains.Found> found = Remains.Found.of(living(), table);
    Usage used = usage();
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

  @Override
  public void close() throws IOException, InterruptedException {
    cgroup.delete();
  }
}
