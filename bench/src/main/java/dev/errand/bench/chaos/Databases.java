// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench.chaos;

import dev.errand.testkit.soak.Proxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL and its standby. Nodes reach the one that is the database at the moment through
 * their proxies, and the standby follows it through one of its own. Safe for all threads; what
 * breaks the database waits until it is whole again.
 */
final class Databases implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final Path folder;
  private final Plan plan;
  private final Proxy link;
  private final List<Proxy> proxies = new CopyOnWriteArrayList<>();
  private Server primary;
  private Optional<Server> standby = Optional.empty();
  private boolean synchronous;
  private long built;
  private int count;

  /** Starts the two. */
  Databases(Path folder, Plan plan) throws Exception {
    this.folder = folder;
    this.plan = plan;
    this.primary = Server.start(folder.resolve("database-0"));
    this.link = new Proxy(primary.port());
    if (plan.has(Fault.FAILOVERS)) {
      follow(plan.replication() != Plan.Replication.ASYNC);
    }
  }

  /** A new way to the database, which will lead to whatever is the database. */
  synchronized Proxy way() {
    Proxy proxy = new Proxy(primary.port());
    proxies.add(proxy);
    return proxy;
  }

  /** The database as it is reached through that proxy, which must be a new one. */
  synchronized String url(Proxy proxy) {
    return proxy.url(primary.url());
  }

  synchronized Server primary() {
    return primary;
  }

  synchronized void crash() throws IOException, InterruptedException {
    primary.crash();
  }

  /** Loses the database; returns when its standby is the database and has a standby of its own. */
  synchronized Failover failover(Random random) throws Exception {
    awaitFollowing();
    Server old = primary;
    Server next = standby.orElseThrow();
    boolean wasSynchronous = synchronous;
    boolean partition = random.nextBoolean();
    link.set(Proxy.Fault.STALL);
    TimeUnit.MILLISECONDS.sleep(random.nextInt((int) plan.lease().toMillis() / 6));
    if (!partition) {
      old.kill();
    }
    long cut = System.nanoTime();
    // What was held on its way to the standby is lost.
    link.lead(0);
    link.set(Proxy.Fault.NONE);
    next.execute("SELECT pg_promote(true, 120)");
    primary = next;
    standby = Optional.empty();
    long kept =
        next.ask("SELECT extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000")
            .map(Databases::nanos)
            .orElse(built);
    List<Proxy> shuffled = new ArrayList<>(proxies);
    Collections.shuffle(shuffled, random);
    for (Proxy proxy : shuffled) {
      proxy.lead(next.port());
      if (partition) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
      }
    }
    long healed = System.nanoTime();
    if (partition) {
      cut = healed;
      old.kill();
    }
    follow(
        switch (plan.replication()) {
          case SYNC -> true;
          case ASYNC -> false;
          case BOTH -> !wasSynchronous;
        });
    Folders.delete(old.data());
    return new Failover(wasSynchronous, partition, kept, cut, healed);
  }

  private static long nanos(String millis) {
    double ago = Instant.now().toEpochMilli() - Double.parseDouble(millis);
    return System.nanoTime() - (long) (ago * 1e6) - TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** Builds a standby, and returns when it has all. */
  private void follow(boolean synchronous) throws Exception {
    built = System.nanoTime();
    count++;
    link.lead(primary.port());
    standby = Optional.of(Standby.of(primary, folder.resolve("database-" + count), link.port()));
    await("SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
    if (synchronous) {
      primary.execute("ALTER SYSTEM SET synchronous_standby_names TO '*'");
      primary.execute("SELECT pg_reload_conf()");
      await("SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
    }
    String now = primary.ask("SELECT pg_current_wal_flush_lsn()").orElseThrow();
    await("SELECT count(*) = 1 FROM pg_stat_replication WHERE flush_lsn >= '%s'".formatted(now));
    this.synchronous = synchronous;
  }

  /** Waits until the standby follows again, as after a crash. */
  synchronized void awaitFollowing() throws Exception {
    if (standby.isPresent()) {
      String now = primary.ask("SELECT pg_current_wal_flush_lsn()").orElseThrow();
      await(
          "SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'"
              + " AND flush_lsn >= '%s'".formatted(now));
    }
  }

  private void await(String condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!isTrue(condition)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("in vain: " + condition);
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private boolean isTrue(String condition) throws SQLException {
    return primary.ask(condition).equals(Optional.of("t"));
  }

  /** Also while a failover is under way, which then fails. */
  @Override
  public void close() throws IOException, InterruptedException {
    link.close();
    for (Proxy proxy : List.copyOf(proxies)) {
      proxy.close();
    }
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path data : all) {
      Server.kill(data);
    }
  }
}
