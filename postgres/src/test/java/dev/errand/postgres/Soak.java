// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskCount;
import dev.errand.testkit.ChildJvm;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.Recoveries;
import dev.errand.testkit.soak.SoakCheck;
import dev.errand.testkit.soak.SoakTaskCheck;
import dev.errand.testkit.soak.StoredTasks;
import dev.errand.testkit.soak.Witness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Nodes in processes of their own on one database, that submit tasks and run them, until all have
 * ended. What the test breaks meanwhile is its own affair. For one thread.
 */
final class Soak implements AutoCloseable {

  /** What is promised for the usual lease. */
  private static final Duration RECOVERED = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final SoakPlan plan;
  private final Path folder;
  private final String url;
  private final Witness witness;
  private final PostgresStore reader;
  private final Recoveries recoveries;
  private final Map<String, String> urls = new HashMap<>();
  private final Map<String, Process> processes = new HashMap<>();
  private final Map<String, Integer> starts = new HashMap<>();

  /**
   * @param url of an empty database
   */
  Soak(SoakPlan plan, Path folder, String url) throws SQLException {
    this.plan = plan;
    this.folder = folder;
    this.url = url;
    this.witness = new Witness(url);
    this.reader = PostgresStore.at(PostgresSettings.of(url).readers(4));
    this.recoveries = new Recoveries(reader);
    witness.create();
    reader.open("reader", Set.of());
  }

  /** The database as a node is to reach it. */
  void route(String node, String through) {
    urls.put(node, through);
  }

  /** Returns when these nodes are at work. */
  void start(String... nodes) throws IOException {
    for (String node : nodes) {
      launch(node);
    }
    for (String node : nodes) {
      awaitStarted(node);
    }
  }

  private void launch(String node) throws IOException {
    int nth = starts.merge(node, 1, Integer::sum);
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    SoakNode.class,
                    urls.getOrDefault(node, url),
                    url,
                    folder.toString(),
                    node,
                    String.valueOf(nth),
                    plan.text()))
            .redirectError(folder.resolve(node + "." + nth + ".err").toFile())
            .start();
    processes.put(node, process);
  }

  private void awaitStarted(String node) throws IOException {
    Process process = Objects.requireNonNull(processes.get(node));
    BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
    String line;
    do {
      line = lines.readLine();
      assertThat(line).as("%s starts", node).isNotNull();
    } while (!line.equals("started"));
    Path log = folder.resolve(node + "." + starts.get(node) + ".log");
    Thread.ofVirtual().start(() -> keep(lines, log));
  }

  private static void keep(BufferedReader lines, Path log) {
    try (Writer kept = Files.newBufferedWriter(log)) {
      lines.transferTo(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void kill(String node) throws InterruptedException {
    Process process = Objects.requireNonNull(processes.remove(node));
    process.destroyForcibly().waitFor();
    recoveries.watch(node + "." + starts.get(node));
  }

  /** Returns when so much of all that is to be submitted was acknowledged. */
  void awaitAcknowledged(double part) {
    await("acknowledgements", () -> acknowledged() >= part * plan.all());
  }

  private long acknowledged() {
    return lines().stream().filter(Acknowledgements.Line::isSubmitted).count();
  }

  private List<Acknowledgements.Line> lines() {
    List<Acknowledgements.Line> lines = new ArrayList<>();
    SoakPlan.NODES.forEach(node -> lines.addAll(Acknowledgements.of(folder, node).lines()));
    return lines;
  }

  /** Waits for the end of all tasks, and compares all that is known of them. */
  void check() throws Exception {
    awaitAcknowledged(1);
    await("the end of all tasks", this::isAllEnded);
    recoveries.await();
    List<Acknowledgements.Line> lines = lines();
    List<Task> tasks = StoredTasks.of(reader);
    List<Witness.Line> witnessed = witness.read();
    System.out.printf(
        "%d tasks of which %d were acknowledged, %d refused; %d runs; %s%n",
        tasks.size(),
        lines.stream().filter(Acknowledgements.Line::isSubmitted).count(),
        lines.stream().filter(Acknowledgements.Line::isRefused).count(),
        witnessed.stream().map(Witness.Line::run).distinct().count(),
        recoveries);
    assertThat(new SoakCheck(tasks, lines, witnessed).violations()).isEmpty();
    new SoakTimeCheck(tasks, lines, witnessed).check();
    assertThat(new SoakTaskCheck(reader).violations(tasks)).isEmpty();
    assertThat(recoveries.times()).allSatisfy(time -> assertThat(time).isLessThan(RECOVERED));
  }

  private boolean isAllEnded() {
    try {
      return reader.counts().stream().map(TaskCount::status).allMatch(one -> one.isTerminal());
    } catch (StoreException e) {
      return false;
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s in time", what).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
    recoveries.close();
    reader.close();
  }
}
