// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.testkit.http.TestServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoutingTest {

  private final BlockingQueue<RequestListener.Answered> answered = new LinkedBlockingQueue<>();
  private final ErrandServlet servlet =
      new ErrandServlet(
          HttpSettings.DEFAULTS,
          ContainerPrincipals.open(),
          List.of(new EchoRoutes()),
          answered::add);
  private final TestServer server;

  RoutingTest() throws Exception {
    server = new TestServer(servlet);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, root",
    "/things, list",
    "/things/, list",
    "/things.json, listjson",
    "/things.XML, listxml",
    "/things/5, 5|",
    "/things/5/, 5|",
    "/things/5.json, 5|json",
    "/things/a.b.xml, a.b|xml",
    "/things/a.txt, a.txt|",
    "/things/.json, .json|",
    "/things/5/part, part of 5",
    "/things/5.json/part, part of 5.json",
    "/things/5/part.xml, part of 5",
    "/things/special, special",
    "/things/special.json, specialjson",
    "/things/sp%65cial, special",
    "/things/caf%C3%A9, caf\u00e9|",
    "/things/a+b, a+b|",
    "/things/a%2Bb%20c, a+b c|",
    "/acme/things/9, acme/9",
    "/things/5;jsessionid=1A, 5|",
    "/session;a=1;jsessionid=1A, 1A",
    "/session, none",
  })
  void findsTheRoute(String path, String expected) throws IOException, InterruptedException {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/things/5/part/x", "/THINGS", "/things/5/part.txt"})
  void unknownPathsAreNotFound(String path) throws IOException, InterruptedException {
    assertThat(server.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing.json, json",
    "/nothing.XML, xml",
    "/things/5/part/x.json, json",
    "/nothing.txt, ''",
    "/json, ''",
    "/nothing.json/x, ''",
  })
  void theEndingOfAnUnknownPathChoosesTheFormatOfTheRefusal(String path, String suffix)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("There is nothing at this address." + suffix);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/json;charset=UTF-8, true",
    "application/problem%2Bjson, true",
    "application/xml;charset=UTF-8, true",
    "text/xml, true",
    "image/svg%2Bxml, true",
    "application/x-ndjson, false",
    "text/event-stream, false",
    "text/plain;charset=UTF-8, false",
    "text/html, false",
    "application/octet-stream;type=json, false",
  })
  void documentsEndWithALineBreak(String type, boolean ends)
      throws IOException, InterruptedException {
    HttpResponse<String> whole = server.get("/document?type=" + type);
    HttpResponse<String> head = server.send("HEAD", "/document?type=" + type);

    assertThat(whole.body()).isEqualTo(ends ? "12\n" : "12");
    assertThat(server.get("/stream?type=" + type).body()).isEqualTo(whole.body());
    for (HttpResponse<String> answer : List.of(whole, head)) {
      assertThat(answer.headers().firstValue("Content-Length")).contains(ends ? "3" : "2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/things/%",
        "/things/%2",
        "/things/%zz",
        "/things/%ff",
        "/things/%c3",
        "/things/%c0%af",
        "/things/%ed%a0%80",
        "/things/..%2f..%2fetc",
        "/things/%2e%2e",
        "/things/%2e",
        "/things/..",
        "/things/../things",
        "/things/a%2fb",
        "/things/a%5cb",
        "/things/a%00b",
        "/things/a%0ab",
        "/things/..;x",
        "/query?a=%",
        "/query?%ff=1",
        "/query?a=%f0%80%80",
      })
  void malformedAddressesAreRefused(String target) throws IOException {
    assertThat(server.raw("GET " + target + " HTTP/1.1", "Host: localhost").status())
        .isEqualTo(400);
  }

  @Test
  void queriesKeepOrderAndRepeats() throws IOException, InterruptedException {
    assertThat(server.get("/query?b=2&a=1&b=3&&c&d=&e=x%3Dy+z&%C3%A4=%E2%82%AC&A=4").body())
        .isEqualTo("b=2;a=1;b=3;c=;d=;e=x=y z;\u00e4=\u20ac;A=4");
  }

  @Test
  void aWrongMethodIsToldWhichAreRight() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("DELETE", "/things/5");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void optionsAnswersTheMethods() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("OPTIONS", "/start");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, OPTIONS, POST");
  }

  @Test
  void headIsGetWithoutBody() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("HEAD", "/things/5");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Length")).contains("2");
  }

  @Test
  void aGetThatChangesSomethingHasNoHead() throws IOException, InterruptedException {
    assertThat(server.send("HEAD", "/start").statusCode()).isEqualTo(405);
    assertThat(server.get("/start").body()).isEqualTo("started");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PATCH", "PROPFIND", "get"})
  void unusualMethodsAreRefused(String method) throws IOException {
    assertThat(server.raw(method + " /things HTTP/1.1", "Host: localhost").status()).isEqualTo(405);
  }

  @Test
  void formsAreRead() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/start?a=0"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(BodyPublishers.ofString("a=1&b=%C3%BC+x"))
            .build();

    assertThat(server.send(request).body()).isEqualTo("a=0;a=1;b=\u00fc x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/fails", "/breaks"})
  void faultsOfTheServerAreNotToldInDetailAndCounted(String path)
      throws IOException, InterruptedException {
    answered.clear();

    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answered.take().status()).isEqualTo(500);
    assertThat(answer.body())
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("\tat");
  }

  @Test
  void answersAreNotGuessedAtAndNotKept() throws IOException, InterruptedException {
    HttpResponse<String> answer = server.get("/things");

    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void twoEqualRoutesAreAMistake() {
    List<RouteSet> twice = List.of(new EchoRoutes(), new EchoRoutes());

    assertThatThrownBy(() -> new ErrandServlet(HttpSettings.DEFAULTS, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two routes answer GET /");
  }
}
