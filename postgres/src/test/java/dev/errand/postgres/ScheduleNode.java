// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.Errand;
import dev.errand.testkit.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** A node with schedules, in the process of a test or in one that it kills. */
final class ScheduleNode {

  private static final Duration LEASE = Duration.ofSeconds(2);

  private ScheduleNode() {}

  /** Looks all the time. Arguments: the database, the folder with the clock, the node's name. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]);
    PostgresSettings settings = PostgresSettings.of(args[0]).readers(2).lease(LEASE);
    Errand errand = start(settings, folder, args[2], SharedClock.in(folder.resolve("clock")));
    System.out.println("started");
    while (true) {
      int _ = errand.tick();
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  static Errand start(PostgresSettings settings, Path folder, String name, InstantSource clock) {
    Errand errand =
        Errand.builder()
            .store(OwnClock.of(PostgresStore.at(settings)))
            .data(folder.resolve(name))
            .node(name)
            .workers(2)
            .clock(clock)
            .retention(Duration.ofDays(1))
            .stopPatience(Duration.ZERO)
            .operation(Work.of((in, context) -> null))
            .build();
    errand.start();
    return errand;
  }
}
