// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A {@link WatchedServer} that runs, and what it says. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final PrintWriter to;
  private final BufferedReader from;
  private final int port;
  private final List<String> jobs;

  /**
   * How much it uses.
   *
   * @param heap bytes in use after a collection
   * @param rss bytes that the operating system gave it
   */
  record Used(long heap, long rss) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "heap %.0f MiB, RSS %.0f MiB", heap / 1048576.0, rss / 1048576.0);
    }
  }

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    to = new PrintWriter(process.outputWriter(), true);
    from = process.inputReader();
    String[] said = line().split(" ", 2);
    port = Integer.parseInt(said[0]);
    jobs = List.of(said[1].split(",", -1));
  }

  static ServerProcess start(String heap, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "watched-server"));
    command.addAll(arguments);
    return new ServerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private String line() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("The server went away.");
    }
    return line;
  }

  synchronized String ask(String word) throws IOException {
    to.println(word);
    return line();
  }

  Used used() throws IOException {
    String[] said = ask("memory").split(" ", 2);
    return new Used(Long.parseLong(said[0]), Long.parseLong(said[1]));
  }

  /** Waits until so many streams and polls are open. */
  void awaitOpen(int count) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Integer.parseInt(ask("open")) < count) {
      if (System.nanoTime() > end) {
        throw new IOException("Only " + ask("open") + " of " + count + " are open.");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  int port() {
    return port;
  }

  /** The path of one of its jobs. */
  String job(int number) {
    return "/jobs/" + jobs.get(number % jobs.size());
  }

  @Override
  public void close() throws InterruptedException {
    to.close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
