// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.testkit.soak.SoakTask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes work while two of them are killed in turn, connections are cut, and the database
 * crashes. With {@code -Dsoak=true} much longer.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(900)
class SoakTest {

  private static final SoakPlan PLAN =
      new SoakPlan(1_000, Duration.ofSeconds(8), Duration.ofSeconds(3), SoakTask.Mix.ALL);

  @TempDir Path folder;

  @Test
  void nothingIsLostAndNothingRunsTwice() throws Exception {
    SoakPlan plan = PLAN.orFull();
    try (CrashingServer server = new CrashingServer(folder.resolve("data"));
        Soak soak = new Soak(plan, folder, server.url())) {
      soak.start("first", "second", "third");
      try (Cuts cuts = new Cuts(server.url())) {
        soak.awaitAcknowledged(0.15);
        server.crash();
        server.restart();
        soak.awaitAcknowledged(0.3);
        soak.kill("first");
        soak.awaitAcknowledged(0.4);
        soak.start("first");
        soak.awaitAcknowledged(0.55);
        soak.kill("second");
        soak.awaitAcknowledged(0.65);
        server.crash();
        server.restart();
        soak.start("second");
        soak.awaitAcknowledged(1);
      }
      soak.check();
    }
  }
}
