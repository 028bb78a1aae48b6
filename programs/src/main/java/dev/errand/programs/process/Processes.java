// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs so that nothing of them is left behind. Where this process may make cgroups of
 * version 2 each program is in one of its own, and the kernel ends all of it; elsewhere its
 * processes are searched for. Safe for all threads.
 */
public final class Processes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Processes.class);

  private final ProcessTable table = ProcessTable.ofThisSystem();
  private final Owner owner;
  private final Optional<CgroupHome> home;
  private final long ownSession;
  private final Map<Long, RunningProcess> running = new ConcurrentHashMap<>();
  private Set<ProcessEntry> endedBefore = new HashSet<>();

  private Processes(Owner owner, Optional<CgroupHome> home) {
    this.owner = owner;
    this.home = home;
    this.ownSession =
        table.find(ProcessHandle.current().pid()).map(ProcessEntry::session).orElse(-1L);
  }

  /**
   * Ends what an earlier process left that worked on the same folder.
   *
   * @param folder of this process's own for so long
   * @param except attempts that may be {@linkplain #goOn gone on with}
   */
  public static Processes open(Path folder, Set<String> except) throws IOException {
    Owner owner = Owner.of(folder);
    return open(owner, CgroupHome.find(owner.cgroup()), except);
  }

  /** The same without cgroups. */
  static Processes searching(Path folder, Set<String> except) throws IOException {
    return open(Owner.of(folder), Optional.empty(), except);
  }

  static Processes open(Owner owner, Optional<CgroupHome> home, Set<String> except)
      throws IOException {
    Processes processes = new Processes(owner, home);
    // Without a note there is nothing to go on with.
    Set<String> noted =
        except.stream()
            .filter(attempt -> owner.noted(attempt).isPresent())
            .collect(Collectors.toSet());
    try {
      int ended = new LeftProcesses(processes.table, owner, noted).end(home);
      if (ended > 0) {
        LOG.warn("Ended {} processes that an earlier server left running", ended);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (home.isEmpty() && LinuxProcessTable.isThere() && !Posix.adoptOrphans()) {
      LOG.warn("Processes that programs leave without a parent cannot be seen on this system");
    }
    return processes;
  }

  /** Whether programs are kept together by the kernel. */
  public boolean hasCgroups() {
    return home.isPresent();
  }

  /**
   * Starts a program.
   *
   * @throws IOException if the system does not let it
   */
  public RunningProcess start(Launch launch) throws IOException {
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.put(Owner.VARIABLE, owner.token(launch.name()));
    Launch marked =
        new Launch(
            launch.name(),
            launch.command(),
            environment,
            launch.folder(),
            launch.streams(),
            launch.bounds());
    Optional<Cgroup> cgroup = cgroup(launch);
    Process process;
    try {
      process = Launcher.start(marked, cgroup);
    } catch (IOException e) {
      cgroup.ifPresent(group -> deleteAfter(e, group));
      throw e;
    }
    ProcessEntry leader =
        table
            .find(process.pid())
            .orElseGet(() -> new ProcessEntry(process.pid(), 0, process.pid(), 0, true));
    boolean outlives = launch.streams().exit().isPresent();
    RunningProcess started =
        running(
            launch.name(), new StartedLeader(process), new Kept(leader, true, cgroup, outlives));
    running.put(process.pid(), started);
    try {
      owner.note(launch.name(), leader);
    } catch (IOException | RuntimeException e) {
      // Without a note the next process would not find all of it.
      endAfter(e, started);
      throw e;
    }
    return started;
  }

  /**
   * What is known of an attempt's processes.
   *
   * @param leader as it was at its start
   * @param lives whether it still is there
   * @param outlives whether its note stays until somebody {@linkplain #discard discards} it
   */
  private record Kept(
      ProcessEntry leader, boolean lives, Optional<Cgroup> cgroup, boolean outlives) {}

  private RunningProcess running(String attempt, Leader leader, Kept kept) {
    Containment containment =
        kept.cgroup()
            .<Containment>map(group -> new CgroupContainment(table, group, kept.leader()))
            .orElseGet(() ->
                new SearchContainment(
                    table,
                    new SearchContainment.Origin(
                        kept.leader(), kept.lives(), owner.search(attempt)),
                    this::isForeign));
    return new RunningProcess(
        leader,
        new RunningProcess.Parts(
            containment,
            kept.cgroup(),
            () -> {
              remove(leader);
              if (!kept.outlives()) {
                owner.forget(attempt);
              }
            },
            () -> remove(leader)));
  }

  /** Its id may be another's by now that was started since it ended. */
  private void remove(Leader leader) {
    running.computeIfPresent(leader.pid(), (_, one) -> one.isLedBy(leader) ? null : one);
  }

  /**
   * Whether there is something to go on with of an attempt that an earlier process has started.
   *
   * @param exit where its exit code is noted
   */
  public boolean isLeft(String attempt, Path exit) {
    return owner
        .noted(attempt)
        .filter(entry -> LeftLeader.noted(exit).isPresent() || leader(entry, exit).lives())
        .isPresent();
  }

  private LeftLeader leader(ProcessEntry entry, Path exit) {
    return new LeftLeader(table, entry, exit);
  }

  /**
   * Goes on with an attempt that an earlier process has started.
   *
   * @param exit where its exit code is noted
   * @return empty if nothing is known of it
   */
  public Optional<RunningProcess> goOn(String attempt, Path exit) {
    return owner
        .noted(attempt)
        .map(entry -> {
          LeftLeader leader = leader(entry, exit);
          Optional<Cgroup> cgroup = home.flatMap(groups -> groups.made(attempt));
          boolean lives = leader.lives();
          RunningProcess left = running(attempt, leader, new Kept(entry, lives, cgroup, true));
          if (lives) {
            running.put(entry.pid(), left);
          }
          return left;
        });
  }

  /** Ends what there still is of an attempt that is not gone on with, and forgets it. */
  public void discard(String attempt, Path exit) throws IOException, InterruptedException {
    Optional<RunningProcess> left = goOn(attempt, exit);
    if (left.isPresent()) {
      Remains remains = left.get().end();
      if (!remains.left().isEmpty()) {
        LOG.warn("Of attempt {}, which is not gone on with, runs on: {}", attempt, remains.left());
      }
    }
    owner.forget(attempt);
  }

  private static void deleteAfter(Exception failure, Cgroup group) {
    try {
      group.delete();
    } catch (IOException e) {
      failure.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void endAfter(Exception failure, RunningProcess started) {
    try {
      Remains _ = started.end();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.addSuppressed(e);
    }
  }

  private Optional<Cgroup> cgroup(Launch launch) throws IOException {
    if (home.isEmpty()) {
      return Optional.empty();
    }
    Cgroup cgroup = home.get().make(launch.name());
    launch.bounds().memory().ifPresent(memory -> cgroup.limit("memory.max", memory));
    launch.bounds().processes().ifPresent(processes -> cgroup.limit("pids.max", processes));
    return Optional.of(cgroup);
  }

  /** Whether a child of this process was started by other code, or is known elsewhere. */
  private boolean isForeign(ProcessEntry child) {
    return child.session() == ownSession
        || running.containsKey(child.pid())
        || table.hasInEnvironment(child.pid(), owner.mark());
  }

  /**
   * Takes the exit status of orphans that this process has adopted. Whoever started a process
   * itself waits for it, so what has lain there since the last look is nobody's. Also with cgroups:
   * the first process of a container adopts orphans without having asked for them.
   */
  public synchronized void reap() {
    long self = ProcessHandle.current().pid();
    Set<ProcessEntry> ended = new HashSet<>();
    for (ProcessEntry entry : table.all()) {
      if (entry.ended() && entry.parent() == self && !running.containsKey(entry.pid())) {
        ended.add(entry);
      }
    }
    ended.stream().filter(endedBefore::contains).forEach(entry -> Posix.reap(entry.pid()));
    endedBefore = ended;
  }

  /**
   * Ends whatever still runs.
   *
   * @throws IOException if some of it cannot be ended; all else is
   */
  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    try {
      for (RunningProcess each : List.copyOf(running.values())) {
        try {
          Remains _ = each.end();
        } catch (IOException e) {
          failures.add(e);
        }
      }
      // What goes on without this process has its group in there.
      if (home.isPresent() && home.get().left().isEmpty()) {
        home.get().group().delete();
      }
    } catch (IOException e) {
      failures.add(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      IOException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
