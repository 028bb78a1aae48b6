// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what an earlier process left running that was itself killed. */
final class LeftProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(LeftProcesses.class);

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 5;

  private final ProcessTable table;
  private final Owner owner;
  private final Set<String> except;

  /**
   * @param except attempts that are let alone, since they are gone on with
   */
  LeftProcesses(ProcessTable table, Owner owner, Set<String> except) {
    this.table = table;
    this.owner = owner;
    this.except = except;
  }

  /**
   * Returns when they have ended, or patience is at its end. One that waits for a device does not
   * end before that answers; it is named, and does not keep a server from its start.
   *
   * @return how many there were
   */
  int end(Optional<CgroupHome> home) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int found = home.isPresent() ? end(groups(home.get()), deadline) : 0;
    List<String> notes = owner.notes(except);
    List<ProcessEntry> left = marked(notes);
    found += left.size();
    while (!left.isEmpty() && System.nanoTime() - deadline < 0) {
      left.forEach(entry -> Posix.signal(entry.pid(), Signal.KILL));
      Thread.sleep(PAUSE_MILLIS);
      left = marked(notes);
    }
    if (left.isEmpty()) {
      owner.forgetAll(except);
    } else {
      // The notes stay for the start after this one.
      LOG.warn(
          "Processes that an earlier server left do not end when killed: {}",
          Remains.Found.of(left, table));
    }
    return found;
  }

  private List<Cgroup> groups(CgroupHome home) throws IOException {
    return home.left().stream()
        .filter(group -> !except.contains(group.folder().getFileName().toString()))
        .toList();
  }

  private static int end(List<Cgroup> groups, long deadline) throws InterruptedException {
    int found = 0;
    List<Cgroup> killed = new ArrayList<>();
    for (Cgroup group : groups) {
      found += group.processes().size();
      try {
        group.beginKill();
        killed.add(group);
      } catch (IOException e) {
        LOG.warn("What an earlier server left in {} cannot be killed", group.folder(), e);
      }
    }
    for (Cgroup group : killed) {
      try {
        if (group.awaitEmpty(deadline)) {
          group.delete();
        } else {
          LOG.warn(
              "Processes that an earlier server left in {} do not end when killed: {}",
              group.folder(),
              group.processes());
        }
      } catch (IOException e) {
        LOG.warn("{}, which an earlier server left, cannot be taken away", group.folder(), e);
      }
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
                    || (table.hasInEnvironment(entry.pid(), owner.mark()) && !isExcepted(entry)))
            .toList();
    while (!members.isEmpty()) {
      found.addAll(members);
      others.removeAll(members);
      List<ProcessEntry> known = members;
      members = others.stream().filter(entry -> isOf(entry, known)).toList();
    }
    return found;
  }

  private boolean isExcepted(ProcessEntry entry) {
    return table.hasAnyInEnvironment(entry.pid(), except.stream().map(owner::search).toList());
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
