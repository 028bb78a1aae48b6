// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptRef;
import dev.errand.store.Claimed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * The process that {@link NodeProcessesTest} kills or freezes: claims one task, prints that, and
 * then tries to end it once for each line it reads. Prints the events that its store tells.
 */
final class FrozenNode {

  private FrozenNode() {}

  public static void main(String[] args) throws IOException {
    PostgresStore store =
        PostgresStore.at(PostgresSettings.of(args[0]).lease(Duration.parse(args[1])));
    store.onEvent(event -> print("event " + event.getClass().getSimpleName()));
    store.open("frozen", Set.of(Tasks.OPERATION));
    Claimed claimed = Tasks.claim(store, 1).getFirst();
    AttemptRef attempt = AttemptRef.of(claimed.task());
    print("claimed " + attempt.number());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      while (lines.readLine() != null) {
        boolean recorded = Tasks.done(store.record(attempt, Tasks.NOTHING));
        boolean ended = Tasks.done(store.end(attempt, Tasks.finished())).isPresent();
        print("wrote " + recorded + " " + ended);
      }
    }
    store.close();
  }

  private static synchronized void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
