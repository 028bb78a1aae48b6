// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance rows about cancelling threads. */
final class ThreadCancelTest {

  @TempDir Path data;
  private PageSeederServer server;

  @BeforeEach
  void start() throws Exception {
    server = new PageSeederServer(data);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String progress(Task task) {
    return "/threads/" + PageSeederServer.id(task) + "/progress";
  }

  @Test
  void row16Row17CancelReachesTheThread() throws Exception {
    Task first = server.running("jjones");
    Task second = server.running("jjones");

    HttpResponse<String> byAdmin =
        server.send(
            "POST", "admin", "/ps/service/threads/" + PageSeederServer.id(first) + "/cancel");
    HttpResponse<String> byMember =
        server.send(
            "POST", "jjones", "/groups/5/threads/" + PageSeederServer.id(second) + "/cancel");

    for (HttpResponse<String> answer : List.of(byAdmin, byMember)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("<thread-cancel/>\n");
    }
    assertThat(server.end(first).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(server.end(second).status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(first.cancelRequest()).isEmpty();
    assertThat(
            server
                .errand
                .task(second.id().number())
                .orElseThrow()
                .cancelRequest()
                .orElseThrow()
                .by())
        .contains("jjones");
  }

  @Test
  void row18Row20CancelOfWhatIsNotThereOrElsewhereChangesNothing() throws Exception {
    Task task = server.running("jjones", TestDirectory.OTHER, context -> new Work.Out(""));

    for (String path :
        List.of(
            "/threads/" + "a".repeat(32) + "/cancel",
            "/threads/x/cancel.xml",
            "/groups/5/threads/" + "a".repeat(32) + "/cancel",
            "/groups/5/threads/" + PageSeederServer.id(task) + "/cancel")) {
      HttpResponse<String> answer = server.send("POST", "admin", path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("<thread-cancel/>\n");
    }
    assertThat(server.status(task)).isEqualTo(TaskStatus.RUNNING);
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
  }

  @Test
  void row22AnotherMethodIsRefusedAndCancelsNothing() throws Exception {
    Task task = server.running("jjones");
    String path = "/threads/" + PageSeederServer.id(task) + "/cancel";

    for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
      for (String group : List.of("", "/groups/5")) {
        HttpResponse<String> answer = server.send(method, "admin", "/ps/service" + group + path);
        ErrorDocument.check(answer, 400, "0103");
        assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
      }
    }
    assertThat(server.send("HEAD", "admin", path).statusCode()).isEqualTo(400);
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
    for (String read :
        List.of("/threads", "/groups/5/threads", progress(task), "/threads/x/logs")) {
      HttpResponse<String> answer = server.send("POST", "admin", read);
      ErrorDocument.check(answer, 400, "0103");
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void row50EveryCancelIsAuditedRefusedOnesToo() throws Exception {
    Task task = server.running("jjones");
    String id = PageSeederServer.id(task);
    try (AuditLines audit = new AuditLines()) {
      server.send("POST", "mgr", "/threads/" + id + "/cancel");
      server.send("POST", "rev", "/groups/5/threads/" + id + "/cancel");
      server.send("POST", "mgr", "/groups/5/threads/" + id + "/cancel");

      assertThat(audit.lines())
          .containsExactly(
              "who=mgr what=cancel on=" + id + " outcome=refused",
              "who=rev what=cancel on=" + id + " outcome=refused",
              "who=mgr what=cancel on=" + task.id() + " operation=work outcome=done");
    }
  }
}
