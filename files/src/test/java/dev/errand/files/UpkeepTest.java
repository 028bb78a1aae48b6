// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.testkit.Gate;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpkeepTest {

  private static final Duration PAUSE = Duration.ofMillis(1);

  @Test
  void goesOnAfterAFailure() throws Exception {
    AtomicBoolean failed = new AtomicBoolean();
    Gate again = new Gate();
    Upkeep.Work work =
        () -> {
          if (!failed.getAndSet(true)) {
            throw new IOException("the disk fails once");
          }
          again.passDeaf();
        };
    try (Upkeep _ = Upkeep.of("tests", PAUSE, work)) {
      again.awaitReached();
      again.open();
    }
  }

  @Test
  void isClosedWhenWhatIsBeingDoneIsDone() throws Exception {
    Gate gate = new Gate();
    AtomicBoolean done = new AtomicBoolean();
    Upkeep upkeep =
        Upkeep.of(
            "tests",
            PAUSE,
            () -> {
              gate.passDeaf();
              done.set(!Thread.currentThread().isInterrupted());
            });
    gate.awaitReached();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(upkeep::close);
    assertThat(closed).isNotDone();
    gate.open();
    closed.join();
    assertThat(done).isTrue();
  }
}
