// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Errand;
import dev.errand.ErrandBuilder;
import dev.errand.task.Submission;
import dev.errand.testkit.soak.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Nodes of one database, some of them behind a network that the test breaks. */
final class CutNetwork implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_NANOS = 5_000_000;
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final Path folder;
  private final PostgresSettings settings = Database.fresh().lease(LEASE);
  private final Proxy proxy = new Proxy(Database.port());
  private final OutputTables tables = new OutputTables(settings);
  private final List<Errand> engines = new ArrayList<>();
  private final PostgresStore outside = PostgresStore.at(settings);

  /**
   * @param folder where nodes keep their files
   */
  CutNetwork(Path folder) {
    this.folder = folder;
    outside.open("outside", Set.of());
  }

  Proxy proxy() {
    return proxy;
  }

  OutputTables tables() {
    return tables;
  }

  /** The database, as nodes beside the network reach it. */
  PostgresStore store() {
    return PostgresStore.at(settings);
  }

  /** Starts a node with one worker behind the network. */
  Errand behind(String node, UnaryOperator<ErrandBuilder> more) {
    return start(node, proxy.url(settings.url()), more);
  }

  /** Starts a node with one worker beside it. */
  Errand beside(String node, UnaryOperator<ErrandBuilder> more) {
    return start(node, settings.url(), more);
  }

  private Errand start(String node, String url, UnaryOperator<ErrandBuilder> more) {
    Errand errand =
        more.apply(
                Errand.builder()
                    .store(
                        PostgresStore.at(
                            PostgresSettings.of(url)
                                .readers(4)
                                .lease(LEASE)
                                .patience(Duration.ofSeconds(1))))
                    .data(folder.resolve(node))
                    .node(node)
                    .workers(1)
                    .stopPatience(Duration.ZERO))
            .build();
    errand.start();
    engines.add(errand);
    return errand;
  }

  /** Adds a task that none of the engines has heard of yet. */
  long submit(Submission submission) {
    return Tasks.done(outside.insert(Tasks.task(submission))).id().number();
  }

  /**
   * Adds a task and has the node behind the network claim it, durably; the answer to that is on its
   * way until the next setting for {@code errand-writer}.
   */
  long claimedUnanswered(Submission submission) throws InterruptedException {
    proxy.also(Proxy.Fault.ANSWER_HELD, "errand-writer");
    long number = submit(submission);
    proxy.awaitHeld("errand-writer");
    while (tables.number("SELECT status FROM task WHERE number = " + number) == 0) {
      // The answer to an earlier claim, which found nothing.
      proxy.also(Proxy.Fault.ANSWER_HELD, "errand-writer");
      proxy.awaitHeld("errand-writer");
    }
    return number;
  }

  /** Waits until a node whose row was deleted is registered as another and knows it. */
  void awaitRegisteredAnew(String node) {
    tables.await(
        "SELECT count(*) FROM node WHERE heartbeat > started + interval '100 ms' AND name = '"
            + node
            + "'",
        1);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not in time: " + what);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() throws Exception {
    proxy.set(Proxy.Fault.NONE);
    engines.forEach(Errand::close);
    outside.close();
    proxy.close();
  }
}
