// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.store.AttemptRef;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node runs is not taken from it because its operations change. */
class RegisteringNodesTest {

  private static final String CHANGING = "changing";

  private final PostgresSettings settings = Database.fresh();
  private final PostgresStore changing = opened("changing", Tasks.OPERATION);
  private final PostgresStore peer = opened("peer", CHANGING);

  private PostgresStore opened(String name, String operation) {
    PostgresStore store = PostgresStore.at(settings);
    store.open(name, Set.of(operation));
    return store;
  }

  @BeforeEach
  void come() {
    Void _ = Tasks.done(changing.register(Set.of(Tasks.OPERATION, CHANGING)));
    Task _ = Tasks.done(changing.insert(Tasks.task(Submission.of(CHANGING, Json.EMPTY_OBJECT))));
  }

  @AfterEach
  void close() {
    changing.close();
    peer.close();
  }

  private Task running() {
    return Tasks.claim(changing, 1).getFirst().task();
  }

  @Test
  void oneThatCameIsItsOwn() {
    Task running = running();

    assertThat(Tasks.lost(peer)).isEmpty();

    assertThat(Tasks.done(changing.requeue(AttemptRef.of(running), Tasks.requeueing())))
        .isPresent();
  }

  @Test
  void oneThatWentAwayIsItsOwnAsLongAsItRuns() {
    Task running = running();
    Void _ = Tasks.done(changing.register(Set.of(Tasks.OPERATION)));

    assertThat(Tasks.lost(peer)).isEmpty();

    assertThat(Tasks.done(changing.requeue(AttemptRef.of(running), Tasks.requeueing())))
        .isPresent();
    assertThat(Tasks.claim(changing, 1)).isEmpty();
    assertThat(Tasks.claim(peer, 1)).hasSize(1);
  }

  @Test
  void oneThatWentAwayIsTheOthersOnceThatIsSaidAgain() {
    Task running = running();
    Void _ = Tasks.done(changing.register(Set.of(Tasks.OPERATION)));
    assertThat(Tasks.done(changing.requeue(AttemptRef.of(running), Tasks.requeueing())))
        .isPresent();
    Void _ = Tasks.done(changing.register(Set.of(Tasks.OPERATION)));
    try (PostgresStore gone = opened("gone", CHANGING)) {
      assertThat(Tasks.claim(gone, 1)).hasSize(1);
    }

    assertThat(Tasks.lost(changing)).as("another can run it").isEmpty();
    assertThat(Tasks.lost(peer)).hasSize(1);
  }
}
