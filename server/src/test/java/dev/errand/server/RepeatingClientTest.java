// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that sends a POST again by itself after 503 with Retry-After, as it does by default. */
class RepeatingClientTest {

  @TempDir private static Path folder;
  private static StallingServer server;

  private final List<Integer> answers = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new StallingServer(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Starts a task while the answer to its commit is held, until the server has answered. */
  private int start(String text, String... key) throws Exception {
    server.way().hold(StallingServer.START);
    try (CloseableHttpClient client =
        HttpClients.custom()
            .addResponseInterceptorFirst((response, _, _) -> {
              answers.add(response.getCode());
              server.way().letGo();
            })
            .build()) {
      HttpPost post = new HttpPost(server.address("/processes/echo/execution"));
      post.setHeader("Authorization", StallingServer.login());
      post.setHeader("Prefer", "respond-async");
      for (String one : key) {
        post.setHeader("Idempotency-Key", one);
      }
      post.setEntity(
          new StringEntity(
              "{\"inputs\":{\"text\":\"%s\"}}".formatted(text), ContentType.APPLICATION_JSON));
      return client.execute(post, response -> response.getCode());
    }
  }

  private static long tasks(String text) {
    return server.number("SELECT count(*) FROM task WHERE inputs LIKE '%" + text + "%'");
  }

  @Test
  void makesOneTaskWithoutAKey() throws Exception {
    assertThat(start("keyless")).isEqualTo(504);

    assertThat(answers).containsExactly(504);
    assertThat(tasks("keyless")).isEqualTo(1);
  }

  @Test
  void makesOneTaskWithAKeyAndLearnsOfIt() throws Exception {
    assertThat(start("keyed", "once")).isEqualTo(201);

    assertThat(answers).containsExactly(503, 201);
    assertThat(tasks("keyed")).isEqualTo(1);
  }
}
