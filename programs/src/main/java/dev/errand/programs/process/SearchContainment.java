// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Finds the processes of an attempt by looking at all of them: by their parents, by their session,
 * by a text in their environment, and by what was found before. One that leaves its session, clears
 * its environment and loses its parent between two looks cannot be found so. If this process adopts
 * orphans it is seen that there is one, and it is named, but not killed: it may be another's.
 */
final class SearchContainment implements Containment {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_MILLIS = 2;

  /** A process that is just becoming another program has no environment to know it by. */
  private static final int LOOKS = 10;

  private final ProcessTable table;
  private final Origin origin;
  private final Predicate<ProcessEntry> isForeign;
  private final Map<Long, Long> starts = new HashMap<>();

  /**
   * Where the search begins.
   *
   * @param leader the process that was started
   * @param lives whether it still is there; if not, its id may be another's by now, and those that
   *     share it a stranger's
   * @param token that stands in its environment, and no other attempt's
   */
  record Origin(ProcessEntry leader, boolean lives, String token) {}

  /**
   * @param isForeign whether a process that this one has adopted belongs to something else
   */
  SearchContainment(ProcessTable table, Origin origin, Predicate<ProcessEntry> isForeign) {
    this.table = table;
    this.origin = origin;
    this.isForeign = isForeign;
    if (origin.lives()) {
      starts.put(origin.leader().pid(), origin.leader().start());
    }
  }

  @Override
  public List<ProcessEntry> living() {
    return living(find(younger(table.recent()), false));
  }

  private static List<ProcessEntry> living(List<ProcessEntry> entries) {
    return entries.stream().filter(entry -> !entry.ended()).toList();
  }

  /** An older process cannot have come of it. */
  private List<ProcessEntry> younger(List<ProcessEntry> all) {
    return all.stream().filter(entry -> entry.start() >= origin.leader().start()).toList();
  }

  private List<ProcessEntry> find(List<ProcessEntry> entries, boolean thorough) {
    entries.forEach(this::forgetIfReused);
    List<ProcessEntry> found = new ArrayList<>();
    List<ProcessEntry> others = new ArrayList<>(entries);
    if (thorough) {
      others.stream()
          .filter(entry -> !isKnown(entry) && table.hasInEnvironment(entry.pid(), origin.token()))
          .forEach(this::remember);
    }
    boolean more = true;
    while (more) {
      List<ProcessEntry> members = others.stream().filter(this::belongs).toList();
      members.forEach(this::remember);
      found.addAll(members);
      others.removeAll(members);
      more = !members.isEmpty();
    }
    return found;
  }

  /** With an id that has become another's, what comes of that one would seem to be ours. */
  private void forgetIfReused(ProcessEntry entry) {
    if (starts.getOrDefault(entry.pid(), Long.MAX_VALUE) < entry.start()) {
      starts.remove(entry.pid());
    }
  }

  private boolean belongs(ProcessEntry entry) {
    return isKnown(entry)
        || starts.containsKey(entry.session())
        || starts.containsKey(entry.parent());
  }

  private boolean isKnown(ProcessEntry entry) {
    return starts.getOrDefault(entry.pid(), -1L) == entry.start();
  }

  private void remember(ProcessEntry entry) {
    starts.put(entry.pid(), entry.start());
  }

  @Override
  public Usage usage() {
    return usage(living());
  }

  private Usage usage(List<ProcessEntry> entries) {
    return entries.stream()
        .map(entry -> table.usage(entry.pid()))
        .reduce(Usage.NOTHING, Usage::plus);
  }

  @Override
  public Killed kill() throws InterruptedException {
    long begin = System.nanoTime();
    List<ProcessEntry> all = younger(table.all());
    List<ProcessEntry> living = living(find(all, true));
    List<Remains.Found> found = Remains.Found.of(living, table);
    Usage used = usage(living);
    int looks = 0;
    while ((!living.isEmpty() || (!unclaimed(all).isEmpty() && looks++ < LOOKS))
        && System.nanoTime() - begin < PATIENCE_NANOS) {
      living.forEach(entry -> Posix.signal(entry.pid(), Signal.KILL));
      Thread.sleep(PAUSE_MILLIS);
      all = younger(table.all());
      living = living(find(all, true));
    }
    reap(all);
    List<ProcessEntry> left = new ArrayList<>(living);
    left.addAll(unclaimed(all));
    return new Killed(found, used, Remains.Found.of(left, table));
  }

  /** Those that this process has adopted; the one it started is waited for by Java. */
  private void reap(List<ProcessEntry> all) {
    long self = ProcessHandle.current().pid();
    all.stream()
        .filter(entry -> entry.ended() && entry.parent() == self && isKnown(entry))
        .filter(entry -> entry.pid() != origin.leader().pid())
        .forEach(entry -> Posix.reap(entry.pid()));
  }

  /** Orphans that came up since it began, and that nobody knows. */
  private List<ProcessEntry> unclaimed(List<ProcessEntry> all) {
    long self = ProcessHandle.current().pid();
    return all.stream()
        .filter(entry -> !entry.ended() && entry.parent() == self && entry.session() >= 0)
        .filter(entry -> !isKnown(entry) && !isForeign.test(entry))
        .toList();
  }

  @Override
  public void close() {}
}
