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
   */
  public static Processes open(Path folder) throws IOException {
    Owner owner = Owner.of(folder);
    return open(owner, CgroupHome.find(owner.cgroup()));
  }

  /** The same without cgroups. */
  static Processes searching(Path folder) throws IOException {
    return open(Owner.of(folder), Optional.empty());
  }

  static Processes open(Owner owner, Optional<CgroupHome> home) throws IOException {
    Processes processes = new Processes(owner, home);
    try {
      int ended = new LeftProcesses(processes.table, owner).end(home);
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
    Containment containment =
        cgroup
            .<Containment>map(group -> new CgroupContainment(table, group))
            .orElseGet(() ->
                new SearchContainment(
                    table,
                    new SearchContainment.Origin(leader, owner.search(launch.name())),
                    this::isForeign));
    RunningProcess started =
        new RunningProcess(
            process,
            new RunningProcess.Parts(
                containment, cgroup, () -> forget(launch.name(), process.pid())));
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

  private void forget(String attempt, long pid) throws IOException {
    running.remove(pid);
    owner.forget(attempt);
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
      if (home.isPresent()) {
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
