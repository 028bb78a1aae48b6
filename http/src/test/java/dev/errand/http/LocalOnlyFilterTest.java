// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.StoreException;
import dev.errand.testkit.http.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalOnlyFilterTest {

  private final AtomicBoolean active = new AtomicBoolean(true);
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, List.of(new EchoRoutes())))
            .filter(new LocalOnlyFilter(active::get));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private int ask(String... headers) throws Exception {
    return server.raw("GET /things HTTP/1.1\r\n" + String.join("\r\n", headers)).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8182", "127.0.0.1:1", "127.5.5.5", "[::1]:8182"})
  void loopbackNamesPass(String host) throws Exception {
    assertThat(ask("Host: " + host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "127.1",
        "[::2]"
      })
  void otherNamesAreRefused(String host) throws Exception {
    assertThat(ask("Host: " + host)).isEqualTo(403);
  }

  @Test
  void nobodyIsAnsweredWhileItCannotBeToldWhetherAnybodyIsAsked() throws Exception {
    try (TestServer unsure =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, List.of(new EchoRoutes())))
            .filter(
                new LocalOnlyFilter(() -> {
                  throw new StoreException("the database is away");
                }))) {
      HttpResponse<String> answer = unsure.get("/things");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void crossSiteRequestsAreRefused() throws Exception {
    assertThat(ask("Host: localhost", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
    assertThat(ask("Host: localhost", "Sec-Fetch-Site: same-origin")).isEqualTo(200);
    assertThat(ask("Host: localhost", "Sec-Fetch-Site: none")).isEqualTo(200);
  }

  @Test
  void withAccountsItStandsAside() throws Exception {
    active.set(false);

    assertThat(ask("Host: evil.example", "Sec-Fetch-Site: cross-site")).isEqualTo(200);
  }
}
