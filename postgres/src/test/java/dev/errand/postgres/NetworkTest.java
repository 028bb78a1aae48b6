// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.Errand;
import dev.errand.operation.Recovery;
import dev.errand.store.StoreEvent;
import dev.errand.task.StoreException;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import dev.errand.testkit.soak.ProxiedConnection;
import dev.errand.testkit.soak.Proxy;
import dev.errand.testkit.soak.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One kind of connection of a node fails, and the others work. Mostly waiting, so all at once. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkTest {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

  @TempDir Path folder;

  private final PostgresSettings settings = Database.fresh().lease(LEASE);
  private final Proxy proxy = new Proxy(Database.port());
  private final Witness witness = new Witness(settings.url());
  private final OutputTables tables = new OutputTables(settings);
  private final List<Errand> engines = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    proxy.set(Proxy.Fault.NONE);
    engines.forEach(Errand::close);
    proxy.close();
  }

  private Errand engine(String node, String url, Work work) {
    Errand errand =
        Errand.builder()
            .store(PostgresStore.at(PostgresSettings.of(url).readers(4).lease(settings.lease())))
            .data(folder.resolve(node))
            .node(node)
            .workers(1)
            .stopPatience(Duration.ZERO)
            .operation(work)
            .build();
    errand.start();
    engines.add(errand);
    return errand;
  }

  private static void await(String what, Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s within %s", what, atMost).isLessThan(deadline);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TO_NODE_LOST", "TO_DATABASE_LOST", "ANNOUNCEMENTS_LOST"})
  void aListeningConnectionThatHearsNothingIsReplaced(Proxy.Fault fault) {
    engine("deaf", proxy.url(settings.url()), Work.of((in, context) -> null));
    await("listening", PATIENCE, () -> !proxy.connections("errand-listen").isEmpty());
    Set<ProxiedConnection> before = proxy.connections("errand-listen");
    proxy.set(fault, "errand-listen");
    await("the fault", PATIENCE, () -> before.stream().allMatch(ProxiedConnection::isDead));
    proxy.set(Proxy.Fault.NONE);

    await(
        "another connection",
        Duration.ofSeconds(10),
        () -> {
          Set<ProxiedConnection> now = new HashSet<>(proxy.connections("errand-listen"));
          return !now.isEmpty() && now.stream().noneMatch(before::contains);
        });
  }

  /** Until told to stop, the first attempt writes to the witness as fast as it can. */
  @Test
  void anAttemptStopsBeforeTheLeaseEndsThatCannotBeRenewed() throws Exception {
    witness.create();
    Work work =
        Work.of(
                (in, context) -> {
                  Witness.Run run = witness.new Run(context, "any");
                  run.write(Witness.BEGIN);
                  while (context.attempt() == 1) {
                    run.write(Witness.AT_WORK);
                  }
                  run.write(Witness.END);
                  return null;
                })
            .recovery(Recovery.RETRY);
    Errand cut = engine("cut", proxy.url(settings.url()), work);
    Task task = cut.submit(Work.submission("long").build());
    await("the attempt", PATIENCE, () -> tables.number("SELECT count(*) FROM witness") > 0);
    Errand other = engine("other", settings.url(), work);
    proxy.set(Proxy.Fault.STALL, "errand-lease");
    long leaseEnd = awaitTakeOver();

    Task ended = other.await(task.id(), PATIENCE).orElseThrow();
    assertThat(ended.status()).isEqualTo(TaskStatus.FINISHED);
    assertThat(ended.attempt().node()).contains("other");
    List<Witness.Line> lines = witness.read();
    assertThat(lines.getLast().attempt()).isEqualTo(2);
    assertThat(lines).extracting(Witness.Line::attempt).isSorted();
    assertThat(
            tables.number(
                "SELECT count(*) FROM witness WHERE attempt = 1 AND extract(epoch FROM time) * 1000"
                    + " > "
                    + leaseEnd))
        .as("lines after the lease")
        .isZero();
  }

  /** A claim that was on its way may bring an attempt after the others were told to stop. */
  @Test
  void attemptsAreToldToStopUntilThereIsALeaseAgain() throws Exception {
    Events events = new Events();
    try (PostgresStore store =
        PostgresStore.at(PostgresSettings.of(proxy.url(settings.url())).lease(LEASE))) {
      store.onEvent(events);
      store.open("cut", Set.of(Tasks.OPERATION));
      proxy.set(Proxy.Fault.STALL, "errand-lease");
      events.await(StoreEvent.LEASE_ENDS, PATIENCE);
      events.await(StoreEvent.LEASE_ENDS, PATIENCE);
      proxy.set(Proxy.Fault.NONE);
      events.await(StoreEvent.ATTEMPTS_LOST, PATIENCE);
    }
  }

  /** Answers when the lease of the node ended, in milliseconds. */
  private long awaitTakeOver() {
    long[] end = new long[1];
    await(
        "the other takes over",
        PATIENCE,
        () -> {
          long now =
              tables.number(
                  "SELECT coalesce(max(extract(epoch FROM lease_end) * 1000), 0) FROM node"
                      + " WHERE name = 'cut'");
          end[0] = Math.max(end[0], now);
          return now == 0;
        });
    return end[0];
  }

  /** Whatever happens to the commit, there is an answer, and afterwards all goes on. */
  @Test
  void aSubmissionThatHangsIsAnswered() {
    Errand errand = engine("one", proxy.url(settings.url()), Work.of((in, context) -> null));
    proxy.set(Proxy.Fault.STALL, "errand-writer");
    long start = System.nanoTime();
    assertThatThrownBy(() -> errand.submit(Work.submission("hangs").build()))
        .isInstanceOf(StoreException.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    proxy.set(Proxy.Fault.NONE);
    assertThat(errand.submit(Work.submission("goes on").build())).isNotNull();
  }
}
