// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that change while the server runs. */
class ReloadServeTest {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path folder;
  private Path operations;
  private RunningServer server;

  @BeforeEach
  void start() throws IOException {
    operations = Files.createDirectory(folder.resolve("operations"));
    declare("one", "old");
    server = RunningServer.start(folder, "--operations", "operations");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** An operation that says its own title. */
  private void declare(String name, String title) throws IOException {
    Files.writeString(
        operations.resolve(name + ".yaml"),
        "name: %s\ntitle: %s\ncommand: [printf, '%s']\n".formatted(name, title, title));
  }

  private HttpResponse<String> until(String path, Predicate<HttpResponse<String>> holds) {
    long begin = System.nanoTime();
    HttpResponse<String> answer = server.get(path);
    while (!holds.test(answer)) {
      assertThat(System.nanoTime() - begin).as(answer.body()).isLessThan(PATIENCE_NANOS);
      answer = server.get(path);
    }
    return answer;
  }

  /** Returns once the server's log has a line with that text. */
  private void awaitLog(String text) throws IOException {
    BufferedReader log = server.child().process().errorReader();
    String line = log.readLine();
    while (line != null && !line.contains(text)) {
      line = log.readLine();
    }
    assertThat(line).as(text).isNotNull();
  }

  private HttpResponse<String> untilTitle(String name, String title) {
    return until(
        "/processes/" + name, answer -> answer.body().contains("\"title\":\"" + title + "\""));
  }

  private HttpResponse<String> execute(String name) {
    return server.send(
        HttpRequest.newBuilder(server.address().resolve("/processes/" + name + "/execution"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"response\":\"document\"}"))
            .build());
  }

  private static String result(HttpResponse<String> answer) {
    return new Json(answer.body()).parse().path("result").asString("");
  }

  @Test
  void whatIsReplacedAndWhatComesIsThereWithoutANewStart() throws IOException {
    assertThat(result(execute("one"))).isEqualTo("old");

    declare("one", "new");
    declare("two", "second");

    untilTitle("one", "new");
    untilTitle("two", "second");
    assertThat(result(execute("one"))).isEqualTo("new");
    assertThat(result(execute("two"))).isEqualTo("second");
    assertThat(server.get("/processes").body()).contains("\"one\"", "\"two\"", "\"echo\"");
    assertThat(server.get("/actuator/prometheus").body())
        .contains("errand_attempts_lost_total{operation=\"two\"}")
        .containsPattern("errand_tasks\\{operation=\"two\",.*status=\"finished\"");
  }

  @Test
  void whatGoesIsStartedNoMoreAndItsJobsStay() throws IOException {
    declare("two", "second");
    untilTitle("two", "second");
    assertThat(result(execute("one"))).isEqualTo("old");

    Files.delete(operations.resolve("one.yaml"));

    until("/processes/one", answer -> answer.statusCode() == 404);
    HttpResponse<String> refused = execute("one");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
    assertThat(refused.body()).contains("no-such-process");
    assertThat(server.get("/jobs?processID=one").body()).contains("\"successful\"");
    assertThat(result(execute("two"))).isEqualTo("second");
  }

  @Test
  void aWrongSetIsToldAndTheOldOneStays() throws IOException {
    Files.writeString(operations.resolve("wrong.yaml"), "name: Wrong\ncommand: [x]\n");
    declare("one", "new");

    awaitLog("the operations stay as they were: 1 mistake");
    awaitLog("wrong.yaml:1:7: 'Wrong' cannot be the name of an operation");
    assertThat(server.get("/processes/one").body()).contains("\"title\":\"old\"");
    assertThat(result(execute("one"))).isEqualTo("old");

    Files.writeString(operations.resolve("wrong.yaml"), "name: right\ncommand: [printf, x]\n");
    untilTitle("right", "right");
    untilTitle("one", "new");
  }

  @Test
  void anOperationOfTheServersOwnIsNotReplaced() throws IOException {
    declare("echo", "mine");

    awaitLog("echo.yaml:1:1: the server has an operation 'echo' of its own");

    assertThat(server.get("/processes/echo").body()).doesNotContain("mine");
    Files.delete(operations.resolve("echo.yaml"));
    declare("one", "new");
    untilTitle("one", "new");
  }

  @Test
  void aFolderThatIsAwayForAWhileTakesNothingAway() throws IOException {
    Path away = folder.resolve("away");
    Files.move(operations, away);

    awaitLog("operations:1:1: the file cannot be read");

    assertThat(result(execute("one"))).isEqualTo("old");
    Files.move(away, operations);
    declare("one", "new");
    untilTitle("one", "new");
  }
}
