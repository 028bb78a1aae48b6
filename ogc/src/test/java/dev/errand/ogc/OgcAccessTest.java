// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Action;
import dev.errand.http.TestCallers;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import dev.errand.testkit.access.AccessTable;
import dev.errand.testkit.access.AccessTable.Verdict;
import dev.errand.testkit.access.Who;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of rules, cell by cell, as clients of OGC API – Processes meet it. */
final class OgcAccessTest {

  private static final String UNKNOWN =
      UUID.fromString("01935000-0000-7000-8000-000000000000").toString();

  @TempDir Path data;
  private OgcServer server;

  @BeforeEach
  void start() throws Exception {
    server = new OgcServer(data, new TestCallers());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Task ended(AccessTable.Cell cell) throws InterruptedException {
    return server.end(
        server.start(
            (inputs, context) -> new Work.Out(""),
            submission -> cell.whose().of(cell.who(), submission)));
  }

  private HttpResponse<String> send(Who who, String method, String path) throws Exception {
    return server.http.send(method, path, TestCallers.as(who));
  }

  /** What an answer says; one that says "unknown" must be the one for a job that never was. */
  private Verdict verdict(Who who, String method, TaskId id, String path) throws Exception {
    HttpResponse<String> answer = send(who, method, path);
    if (who == Who.ANONYMOUS) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      return Verdict.UNKNOWN;
    }
    if (answer.statusCode() == 404) {
      String key = id.key().toString();
      HttpResponse<String> unknown = send(who, method, path.replace(key, UNKNOWN));
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEqualTo(unknown.body().replace(UNKNOWN, key));
      assertThat(names(answer)).isEqualTo(names(unknown));
      return Verdict.UNKNOWN;
    }
    return answer.statusCode() == 403 ? Verdict.FORBIDDEN : Verdict.ALLOWED;
  }

  private static List<String> names(HttpResponse<String> answer) {
    return answer.headers().map().keySet().stream().sorted().toList();
  }

  @Test
  void statusIsForThoseWhoMaySee() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.SEE)) {
      Task task = ended(cell);
      for (String query : List.of("", "?f=html")) {
        soft.assertThat(verdict(cell.who(), "GET", task.id(), OgcServer.path(task) + query))
            .as("%s", cell)
            .isEqualTo(cell.verdict());
      }
    }
    soft.assertAll();
  }

  @Test
  void theOwnerIsToldToWhoMaySeeTheJobAndTheNodeToAdministrators() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.SEE)) {
      Task task = ended(cell);
      boolean admin = cell.who() == Who.ADMINISTRATOR;
      for (String path : List.of(OgcServer.path(task), OgcServer.path(task) + "/events", "/jobs")) {
        HttpResponse<String> answer = send(cell.who(), "GET", path);
        String body = answer.body();
        boolean told = answer.statusCode() == 200 && body.contains(task.id().key().toString());
        soft.assertThat(body.contains("\"node\":\"" + task.attempt().node().orElseThrow() + '"'))
            .as("%s %s: node", cell, path)
            .isEqualTo(admin);
        if (told && task.submission().owner().isPresent()) {
          soft.assertThat(body).contains("\"owner\":\"" + task.submission().owner().get() + '"');
        }
      }
    }
    soft.assertAll();
  }

  @Test
  void theListHoldsWhatACallerMayFind() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.LIST)) {
      Task task = ended(cell);
      for (String query : List.of("", "?f=html", "?limit=500", "?status=successful")) {
        HttpResponse<String> answer = send(cell.who(), "GET", "/jobs" + query);
        soft.assertThat(answer.statusCode()).isEqualTo(cell.who() == Who.ANONYMOUS ? 401 : 200);
        soft.assertThat(answer.body().contains(task.id().key().toString()))
            .as("%s", cell)
            .isEqualTo(cell.verdict() == Verdict.ALLOWED);
      }
    }
    soft.assertAll();
  }

  @Test
  void aRunningJobIsDismissedByThoseWhoMayCancel() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.CANCEL)) {
      Task task = server.running(submission -> cell.whose().of(cell.who(), submission));
      soft.assertThat(verdict(cell.who(), "DELETE", task.id(), OgcServer.path(task)))
          .as("%s", cell)
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
  void anEndedJobIsRemovedByThoseWhoMayPrune() throws Exception {
    SoftAssertions soft = new SoftAssertions();
    for (AccessTable.Cell cell : AccessTable.cells(Action.PRUNE)) {
      Task task = ended(cell);
      soft.assertThat(verdict(cell.who(), "DELETE", task.id(), OgcServer.path(task)))
          .as("%s", cell)
          .isEqualTo(cell.verdict());
      soft.assertThat(server.errand.task(task.id().number()).isEmpty())
          .as("%s: gone", cell)
          .isEqualTo(cell.verdict() == Verdict.ALLOWED);
    }
    soft.assertAll();
  }

  @Test
  void aPageOfAnotherSiteDismissesNothingByACookie() throws Exception {
    Task task = server.running();
    String[] admin = OgcServer.headers(TestCallers.as(Who.ADMINISTRATOR), TestCallers.COOKIE, "1");
    for (String[] site :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "none"}, {"Origin", "null"}
        }) {
      HttpResponse<String> answer =
          server.http.send("DELETE", OgcServer.path(task), OgcServer.headers(admin, site));
      OgcServer.problem(403, answer);
    }
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
    String[] own = OgcServer.headers(admin, "Sec-Fetch-Site", "same-origin");
    assertThat(server.http.send("DELETE", OgcServer.path(task), own).statusCode()).isEqualTo(200);
  }
}
