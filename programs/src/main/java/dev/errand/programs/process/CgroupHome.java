// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this process may make cgroups: beside its own, as systemd's {@code DelegateSubgroup}
 * arranges it, or below its own.
 */
record CgroupHome(Cgroup group) {

  private static final Logger LOG = LoggerFactory.getLogger(CgroupHome.class);

  private static final long PATIENCE_SECONDS = 5;

  /**
   * Tries it out: makes a group, has a process join it, and looks whether it can be killed there.
   *
   * @param name of the group to make
   */
  static Optional<CgroupHome> find(String name) {
    for (Path place : places()) {
      try {
        CgroupHome home = new CgroupHome(Cgroup.make(place.resolve(name)));
        if (home.works()) {
          home.delegate(new Cgroup(place));
          return Optional.of(home);
        }
        home.group.delete();
      } catch (IOException notAllowed) {
        LOG.debug("No cgroups can be made in {}", place, notAllowed);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Beside its own group, then below it. */
  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    try {
      Path own = own();
      Path beside = own.getParent();
      if (beside != null && Files.exists(beside.resolve("cgroup.procs"))) {
        places.add(beside);
      }
      places.add(own);
    } catch (IOException none) {
      LOG.debug("This system has no cgroups of version 2", none);
    }
    return places;
  }

  /**
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">mountinfo</a>
   */
  private static Path own() throws IOException {
    String path =
        Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
            .filter(line -> line.startsWith("0::/"))
            .map(line -> line.substring("0::/".length()))
            .findFirst()
            .orElseThrow(() -> new IOException("in no group of version 2"));
    String mount =
        Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
            .filter(line -> line.contains(" - cgroup2 "))
            .map(line -> line.split(" ", -1)[4])
            .findFirst()
            .orElseThrow(() -> new IOException("not mounted"));
    return Path.of(mount).resolve(path);
  }

  private boolean works() throws IOException, InterruptedException {
    Cgroup trial = make("trial");
    try {
      List<String> command = new ArrayList<>(Launcher.inCgroup(trial));
      command.add("/bin/sleep");
      command.add("60");
      Process process = new ProcessBuilder(command).start();
      try {
        long begin = System.nanoTime();
        while (trial.processes().isEmpty()
            && process.isAlive()
            && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          Thread.sleep(1);
        }
        trial.kill();
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } finally {
        process.destroyForcibly();
      }
    } finally {
      trial.delete();
    }
  }

  /** Has groups below it limit and count what is used, where those above let it. */
  private void delegate(Cgroup above) {
    for (String controller : List.of("+memory", "+pids", "+io")) {
      try {
        above.write("cgroup.subtree_control", controller);
        group.write("cgroup.subtree_control", controller);
      } catch (IOException notGiven) {
        LOG.debug("{} is looked at, and not limited or counted by a cgroup", controller, notGiven);
      }
    }
  }

  Cgroup make(String name) throws IOException {
    return Cgroup.make(group.folder().resolve(name));
  }

  /** A group that an earlier process made. */
  Optional<Cgroup> made(String name) {
    return Optional.of(new Cgroup(group.folder().resolve(name)))
        .filter(found -> Files.isDirectory(found.folder()));
  }

  /** The groups that an earlier process made and did not take away. */
  List<Cgroup> left() throws IOException {
    List<Cgroup> left = new ArrayList<>();
    try (DirectoryStream<Path> below =
        Files.newDirectoryStream(group.folder(), Files::isDirectory)) {
      below.forEach(folder -> left.add(new Cgroup(folder)));
    }
    return left;
  }
}
