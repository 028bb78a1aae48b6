// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.echo;

import static dev.errand.ogc.echo.EchoServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.errand.testkit.http.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Executions with an {@code Idempotency-Key}. */
class RepeatedExecutionTest extends ServedEcho {

  private static final String KEY = "Idempotency-Key";
  private static final String BODY = "{\"inputs\":{\"text\":\"a\",\"thing\":{\"b\":1,\"c\":2}}}";
  private static final String SAME =
      "{ \"inputs\" : {\"thing\":{\"c\":2,\"b\":1},\n\"text\":\"\\u0061\"}}";

  @Test
  void aReplayGivesTheSameBytesHoweverItIsSpelt() throws Exception {
    HttpResponse<String> first = server.echo(BODY, KEY, "k-1", "Prefer", "respond-async");
    server.end(server.job(first));
    HttpResponse<String> again = server.echo(SAME, KEY, "\"k-1\"", "Prefer", "respond-async");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(header(again, "Location")).isEqualTo(header(first, "Location"));
    assertThat(server.tasks()).hasSize(1);
  }

  @Test
  void aSynchronousReplayWaitsForTheSameJob() throws Exception {
    String body = "{\"inputs\":{\"text\":\"a\",\"pause\":1},\"outputs\":{\"text\":{}}}";
    String job = server.job(server.echo(body, KEY, "k", "Prefer", "respond-async"));
    HttpResponse<String> answer = server.echo(body, KEY, "k");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("a");
    assertThat(header(answer, "Errand-Job")).isEqualTo(server.base() + job);
  }

  @Test
  void anotherBodyOrProcessUnderTheKeyIsRefused() throws Exception {
    server.job(server.echo(BODY, KEY, "k", "Prefer", "respond-async"));
    server.refused(422, BODY.replace(":2", ":3"), KEY, "k");
    EchoServer.problem(422, server.execute("filing", "{}", KEY, "k"));
    assertThat(server.tasks()).hasSize(1);
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws Exception {
    for (String key : List.of("", " ", "\"\"", "a b", "x".repeat(256), "é")) {
      var answer =
          Wire.exchange(
              server.http.port(),
              String.join(
                  "\r\n",
                  "POST /processes/echo/execution HTTP/1.1",
                  "Host: localhost",
                  "Content-Type: application/json",
                  KEY + ": " + key,
                  "Connection: close",
                  "Content-Length: 2",
                  "",
                  "{}"));
      assertThat(answer.status()).as(key).isEqualTo(400);
    }
    server.refused(400, BODY, KEY, "a", KEY, "b");
    assertThat(server.tasks()).isEmpty();
  }

  @Test
  void aReplayDoesNotFetchAgain() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    HttpServer files =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    files.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(fetched.getAndIncrement() == 0 ? 200 : 404, 2);
          exchange.getResponseBody().write(new byte[] {'{', '}'});
          exchange.close();
        });
    files.start();
    try {
      String body =
          "{\"inputs\":{\"text\":\"a\",\"thing\":{\"href\":\"http://127.0.0.1:%d/\"}}}"
              .formatted(files.getAddress().getPort());
      for (int i = 0; i < 2; i++) {
        assertThat(server.echo(body, KEY, "k").statusCode()).isEqualTo(200);
      }
      assertThat(fetched.get()).isEqualTo(1);
    } finally {
      files.stop(0);
    }
  }

  @Test
  void twoHundredAtOnceMakeOneTask() throws Exception {
    Set<String> bodies = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(() -> server.echo(BODY, KEY, "k", "Prefer", "respond-async").body());
      }
      for (Future<String> answer : threads.invokeAll(calls)) {
        bodies.add(answer.get());
      }
    }
    assertThat(bodies).hasSize(1);
    assertThat(bodies.iterator().next()).contains("\"accepted\"");
    assertThat(server.tasks()).hasSize(1);
  }

  @Test
  void theSubscriberIsEnteredForTheTask() throws Exception {
    String body =
        "{\"inputs\":{\"text\":\"a\"},\"subscriber\":{\"successUri\":\"https://app.test/ok\"}}";
    assertThat(server.echo(body).statusCode()).isEqualTo(200);
    assertThat(server.subscribed)
        .containsExactly(server.tasks().getFirst().id().key() + " https://app.test/ok");
  }
}
