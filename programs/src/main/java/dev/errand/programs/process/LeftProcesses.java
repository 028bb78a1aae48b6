// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends what an earlier process left running that was itself killed. */
final class LeftProcesses {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 5;

  private final ProcessTable table;
  private final Owner owner;

  LeftProcesses(ProcessTable table, Owner owner) {
    this.table = table;
    this.owner = owner;
  }

  /**
   * Returns when they have ended.
   *
   * @return how many there were
   */
  int end(Optional<CgroupHome> home) throws IOException, InterruptedException {
    int ended = 0;
    if (home.isPresent()) {
      for (Cgroup left : home.get().left()) {
        ended += left.processes().size();
        left.kill();
        left.delete();
      }
    }
    ended += endMarked();
    owner.forgetAll();
    return ended;
  }

  private int endMarked() throws IOException, InterruptedException {
    List<String> notes = owner.notes();
    long begin = System.nanoTime();
    List<ProcessEntry> left = marked(notes);
    int found = left.size();
    while (!left.isEmpty() && System.nanoTime() - begin < PATIENCE_NANOS) {
      left.forEach(entry -> Posix.signal(entry.pid(), Signal.KILL));
      Thread.sleep(PAUSE_MILLIS);
      left = marked(notes);
    }
    return found;
  }

  /** Those with our mark or a note, and all in their sessions and below them. */
  private List<ProcessEntry> marked(List<String> notes) {
    List<ProcessEntry> others =
        new ArrayList<>(table.all().stream().filter(entry -> !entry.ended()).toList());
    List<ProcessEntry> found = new ArrayList<>();
    List<ProcessEntry> members =
        others.stream()
            .filter(entry ->
                notes.contains(Owner.note(entry))
                    || table.hasInEnvironment(entry.pid(), owner.mark()))
            .toList();
    while (!members.isEmpty()) {
      found.addAll(members);
      others.removeAll(members);
      List<ProcessEntry> known = members;
      members = others.stream().filter(entry -> isOf(entry, known)).toList();
    }
    return found;
  }

  /** Whoever is found by its session only shares one that a marked process began. */
  private static boolean isOf(ProcessEntry entry, List<ProcessEntry> known) {
    return known.stream()
        .anyMatch(one ->
            entry.parent() == one.pid()
                || (entry.session() >= 0
                    && entry.session() == one.session()
                    && one.session() == one.pid()));
  }
}
