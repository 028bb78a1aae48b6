// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static dev.errand.security.Door.PASSWORD;
import static dev.errand.security.Door.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.HttpSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody has added an account to, and what the first one changes. */
class NoAccountTest {

  @TempDir private Path folder;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    door = new Door(folder, HttpSettings.DEFAULTS.trustForwarded(true), Optional.empty());
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  private int elsewhere(String... headers) throws Exception {
    String[] all = new String[headers.length + 2];
    all[0] = "GET /ps/service/who HTTP/1.1";
    all[1] = "Host: example.org";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return door.server.raw(all).status();
  }

  @Test
  void everybodyOnThisMachineMayDoEverything() throws Exception {
    assertThat(door.get("/ps/service/who").body()).isEqualTo("local");
    assertThat(door.get("/ps/service/who", "Authorization", basic("a", "b")).body())
        .isEqualTo("local");
    assertThat(door.get("/tasks").statusCode()).isEqualTo(200);
    assertThat(elsewhere()).as("addressed by another name").isEqualTo(403);
    assertThat(door.get("/tasks", "X-Forwarded-For", "10.0.0.1").statusCode())
        .as("from another machine")
        .isEqualTo(403);
  }

  @Test
  void theFirstAccountClosesTheDoorWhileTheServerRuns() throws Exception {
    assertThat(door.get("/tasks").statusCode()).isEqualTo(200);

    door.with("jjones");

    assertThat(door.get("/tasks").statusCode()).isEqualTo(401);
    assertThat(door.get("/ps/service/who", "Authorization", basic("jjones", PASSWORD)).body())
        .isEqualTo("jjones");
    assertThat(elsewhere("Authorization: " + token()))
        .as("addressed by another name")
        .isEqualTo(200);
    assertThat(
            door.get("/tasks", "Authorization", token(), "X-Forwarded-For", "10.0.0.1")
                .statusCode())
        .as("from another machine")
        .isEqualTo(200);
  }

  private String token() {
    return "Bearer " + door.token("jjones", java.time.Duration.ofDays(1));
  }
}
