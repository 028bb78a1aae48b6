// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.postgres.PostgresSettings;
import dev.errand.postgres.PostgresStore;
import dev.errand.task.StoreException;
import dev.errand.task.TaskCount;
import dev.errand.testkit.soak.Acknowledgements;
import dev.errand.testkit.soak.Proxy;
import dev.errand.testkit.soak.Recoveries;
import dev.errand.testkit.soak.StoredTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Everything that a run is made of, from its start to the verdict. For one thread. */
final class Chaos implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration TOLD = Duration.ofMinutes(1);

  private final Plan plan;
  private final Path folder;
  private final Databases databases;
  private final PostgresStore reader;
  private final Recoveries killed;
  private final Recoveries frozen;
  private final Hogs hogs;
  private final Tally tally = new Tally();
  private final Instant began = Instant.now();
  private final List<NodeProcess> nodes = new ArrayList<>();

  /**
   * Starts databases, nodes and hogs.
   *
   * @param folder an empty one
   */
  Chaos(Plan plan, Path folder) throws Exception {
    this.plan = plan;
    this.folder = Files.createDirectories(folder.resolve("nodes"));
    databases = new Databases(Files.createDirectories(folder.resolve("databases")), plan);
    reader =
        PostgresStore.at(
            PostgresSettings.of(databases.url(databases.way())).readers(4).lease(plan.lease()));
    killed = new Recoveries(reader);
    frozen = new Recoveries(reader);
    reader.open("reader", Set.of());
    for (int i = 0; i < plan.nodes(); i++) {
      Proxy way = databases.way();
      nodes.add(new NodeProcess(this.folder, "n" + i, way, databases.url(way), plan, tally));
    }
    nodes.getFirst().train();
    List<Thread> starting =
        nodes.stream().map(node -> Thread.ofVirtual().start(node::startAgain)).toList();
    for (Thread thread : starting) {
      thread.join();
    }
    hogs = new Hogs(plan.hogs());
  }

  /** Breaks things for the set time while tasks come in, and then heals all. */
  void run() throws InterruptedException {
    long end = System.nanoTime() + plan.time().toNanos();
    nodes.forEach(node -> node.submit("submit " + 1_000 * nodes.size() / plan.rate()));
    try (Breaking breaking = new Breaking(tally)) {
      new Processes(nodes, killed, frozen, tally).start(breaking, plan);
      new Network(nodes, plan.lease(), tally).start(breaking, plan);
      if (plan.has(Fault.CRASHES)) {
        breaking.start(Fault.CRASHES, plan, _ -> crash());
      }
      if (plan.has(Fault.FAILOVERS)) {
        breaking.start(Fault.FAILOVERS, plan, this::failover);
      }
      while (System.nanoTime() < end) {
        TimeUnit.NANOSECONDS.sleep(Math.min(end - System.nanoTime(), TOLD.toNanos()));
        say(tally.line());
      }
    }
    nodes.forEach(node -> node.submit("quiet"));
  }

  private boolean crash() throws Exception {
    databases.crash();
    tally.count(Fault.CRASHES);
    return true;
  }

  private boolean failover(Random random) throws Exception {
    tally.failover(databases.failover(random));
    return true;
  }

  /** Waits, with nothing broken, until every task has ended; those that have not are told. */
  void settle() throws Exception {
    long end = System.nanoTime() + plan.patience().toNanos();
    say("nothing is broken any more; " + unended() + " tasks have not ended");
    while (unended() != 0 && System.nanoTime() < end) {
      Thread.sleep(LOOK);
    }
    if (unended() == 0) {
      try {
        killed.await();
        frozen.await();
      } catch (TimeoutException e) {
        tally.violation("not recovered: what a killed or frozen node was running");
      }
    }
    say("looking at what became of it");
  }

  /** How many tasks wait or run; -1 if nobody can tell. */
  private long unended() {
    try {
      return reader.counts().stream()
          .filter(one -> !one.status().isTerminal())
          .mapToLong(TaskCount::count)
          .sum();
    } catch (StoreException e) {
      return -1;
    }
  }

  /** Compares everything. */
  Verdict judge() throws Exception {
    List<Acknowledgements.Line> told = new ArrayList<>();
    for (int i = 0; i < plan.nodes(); i++) {
      told.addAll(Acknowledgements.of(folder, "n" + i).lines());
    }
    List<WitnessFile.Line> witnessed = WitnessFile.in(folder).read();
    Judge.Apart apart =
        new Judge(StoredTasks.of(reader), told, witnessed, plan, began)
            .judge(reader, databases.primary(), tally);
    return new Verdict(tally, told, witnessed, killed.times(), frozen.times(), apart);
  }

  private void say(String line) {
    Duration since = Duration.between(began, Instant.now());
    System.out.printf("%3d:%02d  %s%n", since.toMinutes(), since.toSecondsPart(), line);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    hogs.close();
    killed.close();
    frozen.close();
    nodes.forEach(NodeProcess::close);
    databases.close();
    reader.close();
  }
}
