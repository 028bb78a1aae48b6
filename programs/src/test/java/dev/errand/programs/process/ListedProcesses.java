// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A process table that a test writes. */
class ListedProcesses implements ProcessTable {

  private List<ProcessEntry> all = List.of();

  void list(ProcessEntry... entries) {
    all = List.of(entries);
  }

  @Override
  public List<ProcessEntry> all() {
    return all;
  }

  @Override
  public List<ProcessEntry> recent() {
    return all;
  }

  @Override
  public Optional<ProcessEntry> find(long pid) {
    return all.stream().filter(entry -> entry.pid() == pid).findFirst();
  }

  @Override
  public boolean hasAnyInEnvironment(long pid, Collection<String> texts) {
    return false;
  }

  @Override
  public String command(long pid) {
    return "listed";
  }

  @Override
  public Usage usage(long pid) {
    return Usage.NOTHING;
  }
}
