// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.testkit.Looks;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that change while the server runs. */
class ReloadServeTest {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private static Path folder;
  private static Path operations;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    operations = Files.createDirectory(folder.resolve("operations"));
    for (String name : List.of("replaced", "gone", "kept", "beside", "away")) {
      declare(name, "old");
    }
    server = RunningServer.start(folder, "--operations", "operations");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** An operation that says its own title. */
  private static void declare(String name, String title) throws IOException {
    Files.writeString(
        operations.resolve(name + ".yaml"),
        "name: %s\ntitle: %s\ncommand: [printf, '%s']\n".formatted(name, title, title));
  }

  private static HttpResponse<String> until(String path, Predicate<HttpResponse<String>> holds) {
    long begin = System.nanoTime();
    HttpResponse<String> answer = server.get(path);
    while (!holds.test(answer)) {
      assertThat(System.nanoTime() - begin).as(answer.body()).isLessThan(PATIENCE_NANOS);
      Looks.pause();
      answer = server.get(path);
    }
    return answer;
  }

  /** Returns once the server's log has a line with that text: those before it. */
  private static List<String> awaitLog(String text) throws IOException {
    BufferedReader log = server.child().process().errorReader();
    List<String> before = new ArrayList<>();
    String line = log.readLine();
    while (line != null && !line.contains(text)) {
      before.add(line);
      line = log.readLine();
    }
    assertThat(line).as(text).isNotNull();
    return before;
  }

  private static HttpResponse<String> untilTitle(String name, String title) {
    return until(
        "/processes/" + name, answer -> answer.body().contains("\"title\":\"" + title + "\""));
  }

  private static HttpResponse<String> execute(String name) {
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
    assertThat(result(execute("replaced"))).isEqualTo("old");

    declare("replaced", "new");
    declare("came", "second");

    untilTitle("replaced", "new");
    untilTitle("came", "second");
    assertThat(result(execute("replaced"))).isEqualTo("new");
    assertThat(result(execute("came"))).isEqualTo("second");
    assertThat(server.get("/processes").body()).contains("\"replaced\"", "\"came\"", "\"echo\"");
    assertThat(server.get("/actuator/prometheus").body())
        .contains("errand_attempts_lost_total{operation=\"came\"}")
        .contains("errand_limit_used_ratio{limit=\"operation:came\",")
        .containsPattern("errand_tasks\\{operation=\"came\",.*status=\"finished\"");
    assertThat(awaitLog(", came, ")).noneMatch(line -> line.contains("already registered"));
  }

  @Test
  void whatGoesIsStartedNoMoreAndItsJobsStay() throws IOException {
    declare("other", "second");
    untilTitle("other", "second");
    assertThat(result(execute("gone"))).isEqualTo("old");

    Files.delete(operations.resolve("gone.yaml"));

    until("/processes/gone", answer -> answer.statusCode() == 404);
    HttpResponse<String> refused = execute("gone");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(404);
    assertThat(refused.body()).contains("no-such-process");
    assertThat(server.get("/jobs?processID=gone").body()).contains("\"successful\"");
    assertThat(result(execute("other"))).isEqualTo("second");
  }

  @Test
  void aWrongSetIsToldAndTheOldOneStays() throws IOException {
    Files.writeString(operations.resolve("wrong.yaml"), "name: Wrong\ncommand: [x]\n");
    declare("kept", "new");

    awaitLog("the operations stay as they were: 1 mistake");
    awaitLog("wrong.yaml:1:7: 'Wrong' cannot be the name of an operation");
    assertThat(server.get("/processes/kept").body()).contains("\"title\":\"old\"");
    assertThat(result(execute("kept"))).isEqualTo("old");

    Files.writeString(operations.resolve("wrong.yaml"), "name: right\ncommand: [printf, x]\n");
    untilTitle("right", "right");
    untilTitle("kept", "new");
  }

  @Test
  void anOperationOfTheServersOwnIsNotReplaced() throws IOException {
    declare("echo", "mine");

    awaitLog("echo.yaml:1:1: the server has an operation 'echo' of its own");

    assertThat(server.get("/processes/echo").body()).doesNotContain("mine");
    Files.delete(operations.resolve("echo.yaml"));
    declare("beside", "new");
    untilTitle("beside", "new");
  }

  @Test
  void aFolderThatIsAwayForAWhileTakesNothingAway() throws IOException {
    Path away = folder.resolve("away");
    Files.move(operations, away);

    awaitLog("operations:1:1: the file cannot be read");

    assertThat(result(execute("away"))).isEqualTo("old");
    Files.move(away, operations);
    declare("away", "new");
    untilTitle("away", "new");
  }
}
