// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What processes there are on this machine. Safe for all threads. */
interface ProcessTable {

  /** That of this system. */
  static ProcessTable ofThisSystem() {
    return LinuxProcessTable.isThere() ? new LinuxProcessTable() : new PortableProcessTable();
  }

  /** All that can be seen at this moment. */
  List<ProcessEntry> all();

  /** The same of a moment ago, for many that look now and again. */
  List<ProcessEntry> recent();

  Optional<ProcessEntry> find(long pid);

  /** Whether a process was started with this text in its environment, if that can be read. */
  default boolean hasInEnvironment(long pid, String text) {
    return hasAnyInEnvironment(pid, List.of(text));
  }

  /** The same of several texts, of which one is enough. */
  boolean hasAnyInEnvironment(long pid, Collection<String> texts);

  /** Its command line, for people. */
  String command(long pid);

  /** What it uses at this moment; nothing where the system does not tell. */
  Usage usage(long pid);
}
