// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What Java itself tells of processes: neither sessions nor environments. */
final class PortableProcessTable implements ProcessTable {

  private static final long UNKNOWN = -1;

  @Override
  public List<ProcessEntry> all() {
    return ProcessHandle.allProcesses().map(PortableProcessTable::entry).toList();
  }

  @Override
  public List<ProcessEntry> recent() {
    return all();
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return ProcessHandle.of(pid).map(PortableProcessTable::entry);
  }

  private static ProcessEntry entry(ProcessHandle handle) {
    return new ProcessEntry(
        handle.pid(),
        handle.parent().map(ProcessHandle::pid).orElse(0L),
        UNKNOWN,
        handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L),
        !handle.isAlive());
  }

  @Override
  public boolean hasAnyInEnvironment(long pid, Collection<String> texts) {
    return false;
  }

  @Override
  public String command(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).orElse("?");
  }

  @Override
  public Usage usage(long pid) {
    return Usage.NOTHING;
  }
}
