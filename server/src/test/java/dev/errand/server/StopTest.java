// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

  @TempDir private Path folder;

  @Test
  void keepsTasksThroughKillMinusNine() {
    String task;
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.put("/repos/demo/init").statusCode()).isEqualTo(201);
      assertThat(server.get("/repos/demo/osm/import.json?uri=none.osm").statusCode())
          .isEqualTo(200);
      server.child().close();
    }
    try (RunningServer server = RunningServer.start(folder)) {
      task = server.get("/tasks/1.json").body();
      assertThat(server.get("/tasks.json").statusCode()).isEqualTo(200);
    }
    assertThat(task).contains("\"id\":1", "FAILED");
  }

  @Test
  void endsSoonWhenAsked() {
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.get("/tasks").statusCode()).isEqualTo(200);
      long begin = System.nanoTime();
      server.child().signal("TERM");

      Child.Ended ended = server.child().ended();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      assertThat(ended.code()).isEqualTo(143);
      assertThat(ended.err()).isEmpty();
    }
  }
}
