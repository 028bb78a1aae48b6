// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** How the processes of an attempt are kept together. */
public enum Keeping {
  /** By the kernel; only where tests may make cgroups. */
  CGROUP {
    @Override
    public Processes open(Path folder, Set<String> except) throws IOException {
      Processes processes = Processes.open(folder, except);
      assumeTrue(processes.hasCgroups(), "no cgroups of version 2 can be made here");
      return processes;
    }
  },
  /** By looking for them. */
  SEARCH {
    @Override
    public Processes open(Path folder, Set<String> except) throws IOException {
      assumeTrue(LinuxProcessTable.isThere(), "not on Linux");
      return Processes.searching(folder, except);
    }
  };

  public abstract Processes open(Path folder, Set<String> except) throws IOException;

  public Processes open(Path folder) throws IOException {
    return open(folder, Set.of());
  }
}
