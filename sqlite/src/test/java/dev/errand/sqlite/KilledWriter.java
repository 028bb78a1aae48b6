// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claim;
import dev.errand.store.Claimed;
import dev.errand.store.Ending;
import dev.errand.store.LogExtent;
import dev.errand.store.Recording;
import dev.errand.task.Outcome;
import dev.errand.task.TaskStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The process that {@link KillTest} kills: prints what was answered until it is killed. */
final class KilledWriter {

  private static final int THREADS = 8;

  private KilledWriter() {}

  public static void main(String[] args) {
    SqliteStore store = SqliteStore.in(Path.of(args[0]));
    store.open("killed", Set.of(Tasks.OPERATION));
    print("open");
    for (int i = 0; i < THREADS; i++) {
      Thread.ofPlatform().start(() -> insert(store));
    }
    run(store);
  }

  private static void insert(SqliteStore store) {
    while (true) {
      print("inserted " + store.insert(Tasks.task()).join().id().number());
    }
  }

  /** Claims and ends, with one log line each. */
  private static void run(SqliteStore store) {
    Claim claim = Claim.unlimited(false, () -> 4, InstantSource.system());
    while (true) {
      for (Claimed claimed : store.claim(claim).join()) {
        AttemptRef attempt = AttemptRef.of(claimed.task());
        print("claimed " + attempt.number());
        Recording recording =
            new Recording(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Recording.Dropped.NONE,
                LogExtent.EMPTY);
        Ending ending =
            new Ending(
                TaskStatus.FINISHED,
                Outcome.NOTHING,
                List.of(),
                recording,
                Instant.EPOCH,
                Instant.MAX);
        if (store.end(attempt, ending).join().isEmpty()) {
          throw new IllegalStateException("not ended: " + attempt);
        }
        print("ended " + attempt.number());
      }
    }
  }

  private static synchronized void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
