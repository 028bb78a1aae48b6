// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a program through a few lines of shell that join a cgroup, lower limits and begin a
 * session, and then become the program: a JVM can do none of that between fork and exec. The lines
 * are always the same; the program and its arguments are handed to them as words, which no shell
 * takes apart.
 */
final class Launcher {

  private static final String SHELL = "/bin/sh";

  /** What the shell ends with if it cannot do its part. */
  static final int COULD_NOT_START = 126;

  private static final Optional<Path> SETSID =
      Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  /**
   * Waits for the program instead of becoming it, and notes what it ended with. What signals tell
   * the program is told to this as well, and must not end it sooner.
   */
  private static final String NOTE_EXIT =
      "trap : HUP INT QUIT TERM; \"$@\"; code=$?; echo $code > \"$0\"; exit $code";

  private Launcher() {}

  /** The words that have the command which follows them run in a cgroup. */
  static List<String> inCgroup(Cgroup cgroup) {
    return List.of(SHELL, "-c", join() + "exec \"$@\"", cgroup.folder().toString());
  }

  private static String join() {
    return "echo 0 > \"$0/cgroup.procs\" || exit " + COULD_NOT_START + "; ";
  }

  static Process start(Launch launch, Optional<Cgroup> cgroup) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SHELL);
    command.add("-c");
    command.add((cgroup.isPresent() ? join() : "") + limits(launch.bounds()) + "exec \"$@\"");
    command.add(cgroup.map(group -> group.folder().toString()).orElse(SHELL));
    // It does not fork, since no child of Java's leads a group.
    SETSID.ifPresent(setsid -> command.add(setsid.toString()));
    launch
        .streams()
        .exit()
        .ifPresent(exit -> command.addAll(List.of(SHELL, "-c", NOTE_EXIT, exit.toString())));
    command.addAll(launch.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.folder().toFile())
            .redirectInput(launch.streams().in().toFile())
            // One that opens its stream by name empties the file, and would leave a hole in it
            // then.
            .redirectOutput(Redirect.appendTo(launch.streams().out().toFile()))
            .redirectError(Redirect.appendTo(launch.streams().err().toFile()));
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    return builder.start();
  }

  private static String limits(Launch.Bounds bounds) {
    StringBuilder lines = new StringBuilder();
    bounds.openFiles().ifPresent(files -> lines.append(limit("-n", files)));
    bounds
        .cpu()
        .ifPresent(cpu -> {
          long seconds = Math.max(1, cpu.plusMillis(999).toSeconds());
          // Where both are the same Linux sends KILL at once, which does not say what it is for.
          lines.append(limit("-S -t", seconds)).append(limit("-H -t", seconds + 1));
        });
    return lines.toString();
  }

  private static String limit(String which, long value) {
    return "ulimit %s %d || exit %d; ".formatted(which, value, COULD_NOT_START);
  }
}
