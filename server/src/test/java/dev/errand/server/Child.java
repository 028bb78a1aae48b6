// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, run from the classes under test. */
final class Child implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /**
   * What a process left.
   *
   * @param err the lines on standard error
   */
  record Ended(int code, String out, List<String> err) {}

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static Child start(Path folder, String... args) {
    return start(folder, command(args));
  }

  static List<String> command(String... args) {
    return ChildClasses.command(Main.class, (Object[]) args);
  }

  static Child start(Path folder, List<String> command) {
    try {
      return new Child(new ProcessBuilder(command).directory(folder.toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  static Ended run(Path folder, String... args) {
    try (Child child = start(folder, args)) {
      return child.ended();
    }
  }

  Process process() {
    return process;
  }

  /**
   * The next line on standard output that holds the text; fails with what was said if there is
   * none.
   */
  String lineWith(String text) {
    try {
      String line;
      while ((line = out.readLine()) != null) {
        if (line.contains(text)) {
          return line;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no line with '" + text + "' but " + ended());
  }

  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end. Its output is small enough for the pipes. */
  Ended ended() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + PATIENCE_SECONDS + " s");
      }
      return new Ended(
          process.exitValue(), out.readAllAsString(), process.errorReader().readAllLines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
