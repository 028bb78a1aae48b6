// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.testkit.soak.SoakTask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ordering keys hold over nodes that are killed: one at a time, in order, and never stuck. */
@Timeout(600)
class KeysOfNodesTest {

  private static final SoakPlan PLAN =
      new SoakPlan(200, Duration.ofSeconds(4), Duration.ofSeconds(3), SoakTask.Mix.KEYS);

  @TempDir Path folder;

  @Test
  void aKeyIsHeldByOneAtATimeWhileNodesAreKilled() throws Exception {
    try (Soak soak = new Soak(PLAN, folder, Database.empty().url())) {
      soak.start("first", "second", "third");
      soak.awaitAcknowledged(0.3);
      soak.kill("first");
      soak.awaitAcknowledged(0.5);
      soak.kill("second");
      soak.start("first", "second");
      soak.check();
    }
  }
}
