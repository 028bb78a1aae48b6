// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Action;
import dev.errand.http.TestCallers;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.access.AccessTable;
import dev.errand.testkit.access.AccessTable.Verdict;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of rules, cell by cell, as GeoGig's clients meet it. */
class GeoGigAccessTest {

  private static final long UNKNOWN = 987_654_321;

  @TempDir Path data;
  private GeoGigServer server;

  @BeforeEach
  void start() throws Exception {
    server = new GeoGigServer(data, "/", new TestCallers());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Task ended(AccessTable.Cell cell) throws InterruptedException {
    Task task =
        server.errand.submit(
            cell.whose()
                .of(
                    cell.who(),
                    server.submission(server.reporting, Scripted.file("a.txt", "hello")))
                .build());
    return server.end(task);
  }

  private HttpResponse<String> get(Who who, String path) throws Exception {
    return server.http.get(path, TestCallers.as(who));
  }

  /** What an answer says; one that says "unknown" must be the one for a task that never was. */
  private Verdict verdict(Who who, HttpResponse<String> answer, TaskId id, String path)
      throws Exception {
    if (who == Who.ANONYMOUS) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      return Verdict.UNKNOWN;
    }
    if (answer.statusCode() == 404) {
      String number = String.valueOf(id.number());
      HttpResponse<String> unknown = get(who, path.replace(number, String.valueOf(UNKNOWN)));
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(unknown.body().replace(String.valueOf(UNKNOWN), number));
      return Verdict.UNKNOWN;
    }
    return answer.statusCode() == 403 ? Verdict.FORBIDDEN : Verdict.ALLOWED;
  }

  @Test
  void statusAndDownloadAreForThoseWhoMaySee() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.SEE)) {
      TaskId id = ended(cell).id();
      for (String path :
          List.of("/tasks/" + id, "/tasks/" + id + ".json", "/tasks/" + id + "/download")) {
        HttpResponse<String> answer = get(cell.who(), path);
        soft.assertThat(verdict(cell.who(), answer, id, path))
            .as("%s %s: %s", cell, path, answer.body())
            .isEqualTo(cell.verdict());
      }
    }
    soft.assertAll();
  }

  @Test
  void theListHoldsWhatACallerMayFind() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.LIST)) {
      TaskId id = ended(cell).id();
      HttpResponse<String> answer = get(cell.who(), "/tasks");
      soft.assertThat(answer.statusCode()).isEqualTo(cell.who() == Who.ANONYMOUS ? 401 : 200);
      soft.assertThat(answer.body().contains("<id>" + id + "</id>"))
          .as("%s", cell)
          .isEqualTo(cell.verdict() == Verdict.ALLOWED);
    }
    soft.assertAll();
  }

  @Test
  void cancelReachesOnlyWhatACallerMayCancel() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.CANCEL)) {
      Task task = server.running(submission -> cell.whose().of(cell.who(), submission));
      String path = "/tasks/" + task.id() + "?cancel=true";
      HttpResponse<String> answer = get(cell.who(), path);
      soft.assertThat(verdict(cell.who(), answer, task.id(), path))
          .as("%s: %s", cell, answer.body())
          .isEqualTo(cell.verdict());
      Task after = server.errand.task(task.id().number()).orElseThrow();
      soft.assertThat(after.cancelRequest().isPresent())
          .as("%s: asked", cell)
          .isEqualTo(cell.verdict() == Verdict.ALLOWED);
      server.errand.cancel(task.id(), Optional.empty());
      soft.assertThat(server.end(task).status()).isEqualTo(TaskStatus.CANCELLED);
    }
    soft.assertAll();
  }

  @Test
  void pruneDeletesOnlyWhatACallerMayPrune() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.PRUNE)) {
      TaskId id = ended(cell).id();
      String path = "/tasks/" + id + "?prune=true";
      HttpResponse<String> answer = get(cell.who(), path);
      soft.assertThat(verdict(cell.who(), answer, id, path))
          .as("%s: %s", cell, answer.body())
          .isEqualTo(cell.verdict());
      soft.assertThat(server.errand.task(id.number()).isEmpty())
          .as("%s: gone", cell)
          .isEqualTo(cell.verdict() == Verdict.ALLOWED);
    }
    soft.assertAll();
  }

  @Test
  void whatACallerStartsIsTheirsAndNobodyUnknownStarts() throws Exception {
    for (Who who : Who.values()) {
      HttpResponse<String> answer = get(who, "/repos/r/start");
      assertThat(answer.statusCode()).as("%s", who).isEqualTo(who == Who.ANONYMOUS ? 401 : 200);
    }
    assertThat(
            server.errand.tasks(TaskFilter.ALL, Page.oldest(100)).stream()
                .map(task -> task.submission().owner()))
        .containsExactlyElementsOf(
            Stream.of(Who.values()).filter(who -> who != Who.ANONYMOUS).map(Who::account).toList());
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() throws Exception {
    Task task = server.running(submission -> submission);
    for (String change :
        List.of(
            "/tasks/" + task.id() + "?cancel=true",
            "/tasks/" + task.id() + "?prune=true",
            "/repos/r/start")) {
      assertThat(site(change, "Sec-Fetch-Site", "cross-site")).as(change).isEqualTo(403);
      assertThat(site(change, "Sec-Fetch-Site", "same-site")).as(change).isEqualTo(403);
      assertThat(site(change, TestCallers.COOKIE, "1")).as("by cookie").isEqualTo(403);
      assertThat(site(change, TestCallers.COOKIE, "1", "Sec-Fetch-Site", "none")).isEqualTo(403);
      assertThat(site(change, TestCallers.COOKIE, "1", "Sec-Fetch-Site", "cross-site"))
          .isEqualTo(403);
    }
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
    assertThat(site("/tasks/" + task.id(), TestCallers.COOKIE, "1")).as("a look").isEqualTo(200);
    String cancel = "/tasks/" + task.id() + "?cancel=true";
    assertThat(site(cancel, TestCallers.COOKIE, "1", "Sec-Fetch-Site", "same-origin"))
        .isEqualTo(200);
    assertThat(server.end(task).status()).isEqualTo(TaskStatus.CANCELLED);
  }

  private int site(String path, String... headers) throws Exception {
    String[] all =
        Stream.concat(Arrays.stream(TestCallers.as(Who.ADMINISTRATOR)), Arrays.stream(headers))
            .toArray(String[]::new);
    return server.http.get(path, all).statusCode();
  }

  @Test
  void aFormOfAnotherSiteIsKnownByItsOrigin() throws Exception {
    String[] cookie = {TestCallers.HEADER, "administrator", TestCallers.COOKIE, "1"};
    String own = "http://localhost:" + server.http.port();
    assertThat(init("https://evil.example", cookie)).isEqualTo(403);
    assertThat(init("null", cookie)).isEqualTo(403);
    assertThat(init("https://evil.example", TestCallers.HEADER, "administrator"))
        .as("browsers remember passwords too")
        .isEqualTo(403);
    assertThat(init(own, cookie)).isEqualTo(200);
    assertThat(server.http.send("PUT", "/repos/r/init", cookie).statusCode()).isEqualTo(200);
  }

  private int init(String origin, String... headers) throws Exception {
    String[] all =
        Stream.concat(Arrays.stream(headers), Stream.of("Origin", origin)).toArray(String[]::new);
    return server.http.send("PUT", "/repos/r/init", all).statusCode();
  }
}
