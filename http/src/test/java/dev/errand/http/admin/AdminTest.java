// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.admin.AdminServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with an administrator {@code root} and a user {@code ann} for each test. */
abstract class AdminTest {

  static final String ROOT = "root";
  static final String ANN = "ann";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AdminServer(folder);
    server.accounts.add(ROOT, "{test}root password", true);
    server.accounts.add(ANN, "{test}ann password", false);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  static void assertProblem(Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().path("status").asInt(0)).isEqualTo(status);
    assertThat(answer.body().path("title").asString("")).isNotBlank();
    assertThat(answer.detail()).contains(detail);
  }
}
