// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Task;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about the body of one task. */
final class TaskBodyTest {

  @TempDir Path data;
  private GeoGigServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GeoGigServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Task failed(String message) throws Exception {
    return server.run(
        server.reporting,
        context -> {
          throw new IllegalArgumentException(message);
        });
  }

  private static String type(HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    assertThat(type.toLowerCase(Locale.ROOT)).endsWith(";charset=utf-8");
    return type.substring(0, type.indexOf(';'));
  }

  @Test
  void row6_xmlIsTheDefault() throws Exception {
    server.running();
    HttpResponse<String> answer = server.get("/tasks/1");

    assertThat(type(answer)).isEqualTo("application/xml");
    assertThat(new Xml(answer.body()).root()).isEqualTo("task");
  }

  @Test
  void row7_theSuffixChoosesTheFormat() throws Exception {
    server.running();

    assertThat(type(server.get("/tasks/1.json"))).isEqualTo("application/json");
    assertThat(type(server.get("/tasks/1.xml"))).isEqualTo("application/xml");
    assertThat(server.get("/tasks/1.json").body()).startsWith("{\"task\":{\"id\":1,");
  }

  @Test
  void row8_outputFormatInAnyCaseChoosesWithoutSuffix() throws Exception {
    server.running();

    for (String name : List.of("JSON", "json", "Json")) {
      assertThat(type(server.get("/tasks/1?output_format=" + name))).isEqualTo("application/json");
    }
    assertThat(type(server.get("/tasks/1?output_format=XML", "Accept", "application/json")))
        .isEqualTo("application/xml");
  }

  @Test
  void row9_theSuffixBeatsOutputFormat() throws Exception {
    server.running();

    assertThat(type(server.get("/tasks/1.xml?output_format=json"))).isEqualTo("application/xml");
    assertThat(type(server.get("/tasks/1.json?output_format=nonsense")))
        .isEqualTo("application/json");
  }

  @Test
  void row12_idIsANumber() throws Exception {
    server.running();

    assertThat(server.task(1).get("id").isIntegralNumber()).isTrue();
  }

  @Test
  void row14_membersComeInOrder() throws Exception {
    UUID transaction = UUID.fromString("0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11");
    CountDownLatch running = new CountDownLatch(1);
    server.errand.submit(
        server
            .submission(server.reporting, Scripted.untilCancelled(running))
            .transactionId(transaction)
            .description("12345")
            .build());
    running.await();
    int port = server.http.port();

    assertThat(server.get("/tasks/1").body())
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><task><id>1</id><status>RUNNING</status>"
                + "<transactionId>0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11</transactionId><description>12345</description>"
                + "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"alternate\" href=\"http://localhost:"
                + port
                + "/tasks/1.xml\" type=\"application/xml\"></atom:link>"
                + "<progress><task>Importing into GeoGig repo...</task><amount>12.0</amount></progress></task>\n");
    assertThat(server.get("/tasks/1.json").body())
        .isEqualTo(
            "{\"task\":{\"id\":1,\"status\":\"RUNNING\",\"transactionId\":\"0b3c6a4e-5f0f-4c58-9a5e-2a7f6f9a1d11\","
                + "\"description\":\"12345\",\"href\":\"http://localhost:"
                + port
                + "/tasks/1.json\",\"progress\":{\"task\":\"Importing into GeoGig repo...\",\"amount\":12.0}}}\n");
  }

  @Test
  void row15_row21_everyStateIsOneOfFiveAndAnswers200() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    failed("x");
    server.run(server.silent, context -> Report.of(1));
    Task cancelled = server.running();
    server.errand.cancel(cancelled.id(), Optional.empty());
    server.end(cancelled);
    server.start(server.silent, Scripted.untilCancelled(running));
    server.start(server.silent, Scripted.untilCancelled(running));
    running.await();
    server.start(server.silent, context -> Report.of(1));

    List<String> expected =
        List.of("FAILED", "FINISHED", "CANCELLED", "RUNNING", "RUNNING", "WAITING");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(server.task(i + 1).get("status").stringValue()).isEqualTo(expected.get(i));
      assertThat(server.xml("/tasks/" + (i + 1)).at("/task/status")).isEqualTo(expected.get(i));
    }
  }

  @Test
  void row16_noTransactionNoMember() throws Exception {
    server.running();

    assertThat(server.task(1).has("transactionId")).isFalse();
    assertThat(server.xml("/tasks/1").children("/task"))
        .containsExactly("id", "status", "description", "atom:link", "progress");
  }

  @Test
  void row17_theXmlLinkIsAnAtomLink() throws Exception {
    server.running();

    Element link = server.xml("/tasks/1").element("/task/*[local-name()='link']");

    assertThat(link.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
    assertThat(link.getAttribute("rel")).isEqualTo("alternate");
    assertThat(link.getAttribute("href"))
        .isEqualTo("http://localhost:" + server.http.port() + "/tasks/1.xml");
    assertThat(link.getAttribute("type")).isEqualTo("application/xml");
  }

  @Test
  void row18_theJsonLinkIsAString() throws Exception {
    server.running();

    assertThat(server.get("/tasks/1.json").body())
        .contains("\"href\":\"http://localhost:" + server.http.port() + "/tasks/1.json\"");
  }

  @Test
  void row19_linksFollowHostAndBasePath() throws Exception {
    try (GeoGigServer mounted = new GeoGigServer(data.resolve("mounted"), "/geoserver/geogig")) {
      mounted.running();
      String line = "GET /geoserver/geogig/tasks/1.json HTTP/1.1";

      assertThat(mounted.http.raw(line, "Host: gis.example.org").body())
          .contains("\"href\":\"http://gis.example.org/geoserver/geogig/tasks/1.json\"");
      assertThat(mounted.http.raw(line, "Host: gis.example.org:8080").body())
          .contains("\"href\":\"http://gis.example.org:8080/geoserver/geogig/tasks/1.json\"");
    }
  }

  @Test
  void row20_theLinkLeadsToTheSameTask() throws Exception {
    server.running();
    String href = server.task(1).get("href").stringValue();

    String path = href.substring(href.indexOf("/tasks"));
    assertThat(server.get(path).body()).isEqualTo(server.get("/tasks/1.json").body());
  }

  @Test
  void row22_runningTaskHasProgress() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.start(
        server.reporting,
        context -> {
          context.progress("Staging features...", 0.5);
          return Scripted.untilReleased(running, released).run(context);
        });
    running.await();

    JsonNode progress = server.task(1).get("progress");
    released.countDown();

    assertThat(progress.get("task").stringValue()).isEqualTo("Staging features...");
    assertThat(progress.get("amount").isNumber()).isTrue();
    assertThat(progress.get("amount").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void row23_withoutProgressTextThereIsNoProgress() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.start(server.reporting, Scripted.untilReleased(running, released));
    running.await();

    JsonNode task = server.task(1);
    released.countDown();

    assertThat(task.get("status").stringValue()).isEqualTo("RUNNING");
    assertThat(task.has("progress")).isFalse();
  }

  @Test
  void row24_onlyRunningTasksHaveProgress() throws Exception {
    server.run(
        server.reporting,
        context -> {
          context.progress("nearly there", 99);
          return Report.of(1);
        });
    server.running();
    server.running();
    server.start(server.reporting, context -> Report.of(1));

    assertThat(server.task(1).has("progress")).isFalse();
    assertThat(server.task(2).has("progress")).isTrue();
    assertThat(server.task(4).get("status").stringValue()).isEqualTo("WAITING");
    assertThat(server.task(4).has("progress")).isFalse();
  }

  @Test
  void row26_row63_finishedWithAWriterHasResult() throws Exception {
    server.run(server.reporting, context -> Report.of(901852));

    assertThat(server.get("/tasks/1.json").body())
        .endsWith(
            "\"result\":{\"OSMReport\":{\"latestChangeset\":17218621,\"latestTimestamp\":1412698140574,"
                + "\"processedEntities\":901852,\"nodeCount\":865542,\"wayCount\":35778,\"unpprocessedCount\":4}}}}\n");
    assertThat(server.get("/tasks/1").body())
        .endsWith(
            "<result><OSMReport><latestChangeset>17218621</latestChangeset><latestTimestamp>1412698140574</latestTimestamp>"
                + "<processedEntities>901852</processedEntities><nodeCount>865542</nodeCount><wayCount>35778</wayCount>"
                + "<unpprocessedCount>4</unpprocessedCount></OSMReport></result></task>\n");
    assertThat(server.task(1).has("error")).isFalse();
  }

  @Test
  void row27_finishedWithoutAWriterHasNeither() throws Exception {
    server.run(server.silent, context -> Report.of(1));

    assertThat(server.task(1).propertyNames())
        .containsExactly("id", "status", "description", "href");
  }

  @Test
  void row28_failedHasMessageAndStackTrace() throws Exception {
    failed("RefSpec doesn't resolve to a commit: 'nope'");

    JsonNode error = server.task(1).get("error");
    Xml xml = server.xml("/tasks/1");

    assertThat(error.propertyNames()).containsExactly("message", "stackTrace");
    assertThat(error.get("message").stringValue())
        .isEqualTo("RefSpec doesn't resolve to a commit: 'nope'");
    assertThat(error.get("stackTrace").stringValue())
        .startsWith("java.lang.IllegalArgumentException: RefSpec");
    assertThat(xml.children("/task/error")).containsExactly("message", "stackTrace");
    assertThat(xml.at("/task/error/message"))
        .isEqualTo("RefSpec doesn't resolve to a commit: 'nope'");
  }

  @Test
  void row29_row30_stackTracesKeepTheirText() throws Exception {
    failed("before ]]> after");

    String trace = server.task(1).at("/error/stackTrace").stringValue();

    assertThat(trace).contains("before ]]> after").contains("\n\tat ");
    assertThat(server.get("/tasks/1.json").body()).contains("\\n\\tat ");
    assertThat(server.get("/tasks/1").body()).contains("<stackTrace><![CDATA[java.lang.");
    assertThat(server.xml("/tasks/1").at("/task/error/stackTrace")).isEqualTo(trace);
  }

  @Test
  void row31_noMessageIsNull() throws Exception {
    server.run(
        server.reporting,
        context -> {
          throw new IllegalStateException();
        });

    assertThat(server.task(1).at("/error/message").isNull()).isTrue();
    assertThat(server.get("/tasks/1").body()).contains("<message></message>");
    assertThat(server.task(1).get("status").stringValue()).isEqualTo("FAILED");
  }

  @Test
  void row32_statusAndResultChangeTogether() throws Exception {
    for (int i = 1; i <= 50; i++) {
      server.start(server.reporting, context -> Report.of(1));
      JsonNode task = server.task(i);
      while (!task.get("status").stringValue().equals("FINISHED")) {
        assertThat(task.has("result")).isFalse();
        task = server.task(i);
      }
      assertThat(task.at("/result/OSMReport/processedEntities").longValue()).isEqualTo(1);
    }
  }

  @Test
  void row75_theFirstIdAndStatusAreTheTasksOwn() throws Exception {
    server.run(server.reporting, context -> Report.of(1));

    assertThat(server.get("/tasks/1").body())
        .matches("<\\?xml[^>]*><task><id>1</id><status>FINISHED</status>.*\n");
  }

  @Test
  void row77_textOutsideAsciiSurvives() throws Exception {
    String text = "Stra\u00dfe \u6771\u4eac \ud83d\ude80 <&\"']]>";
    failed(text);

    assertThat(server.task(1).at("/error/message").stringValue()).isEqualTo(text);
    assertThat(server.xml("/tasks/1").at("/task/error/message")).isEqualTo(text);
  }

  @Test
  void row78_passwordsInDescriptionsAreMasked() throws Exception {
    server.end(
        server.errand.submit(
            server
                .submission(server.silent, context -> Report.of(1))
                .description("import into postgresql://jo:geheim@db/geo")
                .build()));

    assertThat(server.get("/tasks/1").body()).doesNotContain("geheim").contains("@db/geo");
  }

  @Test
  void controlCharactersInMessagesLeaveTheXmlWellFormed() throws Exception {
    failed("bell \u0007, escape \u001b");

    assertThat(server.xml("/tasks/1").at("/task/error/message"))
        .isEqualTo("bell \ufffd, escape \ufffd");
  }

  @Test
  void headHasLengthAndNoBody() throws Exception {
    server.run(server.reporting, context -> Report.of(1));
    HttpResponse<String> answer = server.http.send("HEAD", "/tasks/1");

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
        .isEqualTo(server.get("/tasks/1").body().length());
  }
}
