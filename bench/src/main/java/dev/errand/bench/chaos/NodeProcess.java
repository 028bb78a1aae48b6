// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.testkit.soak.Proxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A node: one process after the other, each of which is killed in the end. Whoever breaks it has it
 * for himself meanwhile. Safe for all threads.
 */
final class NodeProcess implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Path folder;
  private final String name;
  private final Proxy proxy;
  private final String url;
  private final Plan plan;
  private final Tally tally;
  private final ReentrantLock network = new ReentrantLock();
  private final ReentrantLock broken = new ReentrantLock();
  private volatile Optional<Process> process = Optional.empty();
  private volatile boolean closed;
  private volatile String submit = "quiet";
  private volatile long clock;
  private int nth;

  /**
   * @param proxy its way to the database
   * @param url of the database through that proxy
   */
  NodeProcess(Path folder, String name, Proxy proxy, String url, Plan plan, Tally tally) {
    this.folder = folder;
    this.name = name;
    this.proxy = proxy;
    this.url = url;
    this.plan = plan;
    this.tally = tally;
  }

  Proxy proxy() {
    return proxy;
  }

  /** To be held by whoever breaks its network for a while. */
  ReentrantLock network() {
    return network;
  }

  /** The name of the process that runs, as the store knows it. */
  private String running() {
    return name + "." + nth;
  }

  /** Returns when it is at work, however often it has to be started for that. */
  void start() throws IOException, InterruptedException {
    broken.lock();
    try {
      while (!closed && !isStarted()) {
        Thread.sleep(PAUSE);
      }
    } finally {
      broken.unlock();
    }
  }

  private boolean isStarted() throws IOException, InterruptedException {
    Process started = launch("-XX:SharedArchiveFile=" + archive());
    BufferedReader lines = started.inputReader(StandardCharsets.US_ASCII);
    String line = lines.readLine();
    while (line != null && !line.equals("started")) {
      line = lines.readLine();
    }
    if (line == null) {
      int code = started.waitFor();
      if (code != ChaosNode.NOT_STARTED && !closed) {
        throw new IOException("%s ended with %d; see its file".formatted(running(), code));
      }
      // The database is away, or breaks just now.
      return false;
    }
    Thread.ofVirtual().start(() -> drain(lines));
    started.onExit().thenAccept(this::ended);
    tell("clock " + clock);
    tell(submit);
    return true;
  }

  /**
   * Starts it once and ends it gracefully, so that the JVM writes down what it loaded: the starts
   * that follow cost half. Must come first.
   *
   * @throws IllegalStateException if it cannot be started: nodes that never live keep every promise
   */
  void train() throws IOException, InterruptedException {
    Process started = launch("-XX:ArchiveClassesAtExit=" + archive());
    try (BufferedReader lines = started.inputReader(StandardCharsets.US_ASCII)) {
      boolean lives = lines.readLine() != null;
      started.outputWriter().close();
      started.waitFor();
      if (!lives) {
        throw new IllegalStateException("no node starts: " + Files.readString(errors()));
      }
    }
    process = Optional.empty();
  }

  private Path errors() {
    return folder.resolve(running() + ".err");
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private synchronized Process launch(String classes) throws IOException {
    nth++;
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xlog:disable",
                classes,
                "-cp",
                System.getProperty("java.class.path"),
                ChaosNode.class.getName(),
                url,
                folder.toString(),
                name,
                String.valueOf(nth),
                plan.lease().toString(),
                plan.retention().toString())
            .redirectError(errors().toFile())
            .start();
    process = Optional.of(started);
    if (closed) {
      started.destroyForcibly();
    }
    return started;
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        continue;
      }
    } catch (IOException e) {
      // It was killed, and so its output is over.
      return;
    }
  }

  private void ended(Process one) {
    if (!closed && process.equals(Optional.of(one))) {
      tally.violation("a node ended by itself: " + running() + " with " + one.exitValue());
      process = Optional.empty();
      Thread.ofVirtual().start(this::startAgain);
    }
  }

  /** Starts it on a thread that has nothing else to do. */
  void startAgain() {
    try {
      start();
    } catch (IOException e) {
      tally.violation("a node cannot be started: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has it submit tasks, or none any more; also those processes that come. */
  void submit(String line) {
    submit = line;
    tell(line);
  }

  /** Puts its clock so far ahead, also that of the processes that come. */
  void clock(long millis) {
    clock = millis;
    tell("clock " + millis);
  }

  private synchronized void tell(String line) {
    process.ifPresent(
        one -> new PrintWriter(one.outputWriter(StandardCharsets.US_ASCII), true).println(line));
  }

  /**
   * Kills it if it is at work and nobody else breaks it.
   *
   * @param watch hears the name of the process; to be called at once
   * @return whether it was killed; then it must be started
   */
  boolean kill(Consumer<String> watch) throws InterruptedException {
    if (!broken.tryLock()) {
      return false;
    }
    try {
      Optional<Process> one = process;
      if (one.isPresent()) {
        process = Optional.empty();
        one.get().destroyForcibly().waitFor();
        watch.accept(running());
      }
      return one.isPresent();
    } finally {
      broken.unlock();
    }
  }

  /**
   * Stops it for so long, if it is at work and nobody else breaks it.
   *
   * @param watch hears the name of the process once it stands still
   */
  boolean freeze(Duration time, Consumer<String> watch) throws IOException, InterruptedException {
    if (!broken.tryLock()) {
      return false;
    }
    try {
      Optional<Process> one = process;
      if (one.isPresent()) {
        Signals.send("STOP", one.get().pid());
        watch.accept(running());
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        Signals.send("CONT", one.get().pid());
      }
      return one.isPresent();
    } finally {
      broken.unlock();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.ifPresent(Process::destroyForcibly);
  }
}
