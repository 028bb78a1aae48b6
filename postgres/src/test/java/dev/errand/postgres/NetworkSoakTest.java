// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.testkit.soak.Proxy;
import dev.errand.testkit.soak.SoakTask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two of three nodes reach the database through a network that fails in every way. With {@code
 * -Dsoak=true} much longer.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(900)
class NetworkSoakTest {

  private static final SoakPlan PLAN =
      new SoakPlan(500, Duration.ofSeconds(12), Duration.ofSeconds(3), SoakTask.Mix.ALL);

  @TempDir Path folder;

  @Test
  void nothingIsLostAndNothingRunsTwiceWhateverTheNetworkDoes() throws Exception {
    SoakPlan plan = PLAN.orFull();
    // What a cut node was running is taken over, and then its writes arrive.
    Duration longer = plan.lease().multipliedBy(3).dividedBy(2);
    PostgresSettings database = Database.empty();
    try (Proxy one = new Proxy(Database.port());
        Proxy two = new Proxy(Database.port());
        Soak soak = new Soak(plan, folder, database.url())) {
      soak.route("first", one.url(database.url()));
      soak.route("second", two.url(database.url()));
      soak.start("first", "second", "third");
      one.set(Proxy.Fault.COMMIT_LOST);
      two.set(Proxy.Fault.DELAY);
      soak.awaitAcknowledged(0.1);
      one.set(Proxy.Fault.DELAY);
      two.set(Proxy.Fault.ANSWER_LOST);
      soak.awaitAcknowledged(0.2);
      one.set(Proxy.Fault.NONE);
      two.set(Proxy.Fault.NONE);
      one.resetAll();
      one.stall(longer);
      two.resetAll();
      soak.awaitAcknowledged(0.5);
      two.halfOpen(Proxy.Fault.TO_NODE_LOST, longer);
      soak.awaitAcknowledged(0.75);
      two.halfOpen(Proxy.Fault.TO_DATABASE_LOST, longer);
      soak.check();
    }
  }
}
