// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Task;
import dev.errand.testkit.Work;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acceptance rows about the addresses of the thread services, and about lists. */
final class ThreadServicesTest {

  private static final List<String> ROOTS = List.of("", "/ps/service", "/ps/api", "/service");

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
  void row03OtherMembersLearnNothing() throws Exception {
    Task task = server.running("jjones");

    HttpResponse<String> hidden = server.get("mgr", progress(task));
    HttpResponse<String> unknown = server.get("mgr", "/threads/" + "f".repeat(32) + "/progress");

    ErrorDocument.check(hidden, 404, "E001");
    assertThat(hidden.body().replace(PageSeederServer.id(task), "f".repeat(32)))
        .isEqualTo(unknown.body());
  }

  @Test
  void aThreadSaysWhereTheTaskStandsInOtherDialects() throws Exception {
    Task task = server.running("jjones");
    String id = PageSeederServer.id(task);

    for (String path : List.of(progress(task), "/groups/5/threads/" + id + "/progress")) {
      HttpResponse<String> answer = server.get("admin", path);
      assertThat(answer.headers().allValues("Link"))
          .containsExactly(
              "<http://localhost:"
                  + server.http.port()
                  + "/tasks/"
                  + task.id()
                  + ">; rel=\"alternate\"");
    }
    HttpResponse<String> hidden = server.get("mgr", progress(task));
    assertThat(hidden.headers().allValues("Link")).isEmpty();
  }

  @Test
  void row04Row05EveryRootAndSuffixAnswersTheSame() throws Exception {
    Task task = server.running("jjones");
    String id = PageSeederServer.id(task);

    for (String path :
        List.of(
            "/threads",
            "/threads/" + id + "/progress",
            "/threads/" + id + "/logs",
            "/groups/5/threads",
            "/groups/5/threads/" + id + "/progress",
            "/groups/5/threads/" + id + "/logs")) {
      String expected = server.get("admin", path).body();
      for (String root : ROOTS) {
        for (String suffix : List.of("", ".xml", ".XML", "/")) {
          HttpResponse<String> answer = server.get("admin", root + path + suffix);
          assertThat(answer.statusCode()).as(root + path + suffix).isEqualTo(200);
          assertThat(answer.body()).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void row06APathSessionIsNoPartOfTheThreadId() throws Exception {
    Task task = server.running("jjones");

    for (String suffix : List.of("", ".xml")) {
      HttpResponse<String> answer =
          server.get(
              "", "/ps/service" + progress(task) + suffix + ";jsessionid=SESSION-OF-jjones?a=b");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new Xml(answer.body()).at("/thread/@id")).isEqualTo(PageSeederServer.id(task));
    }
  }

  @Test
  void row07Row08ThreeWaysToNameAGroup() throws Exception {
    Task task = server.running("jjones");
    String expected =
        server.get("rev", "/groups/5/threads/" + PageSeederServer.id(task) + "/progress").body();

    assertThat(expected).contains("status=\"inprogress\"");
    for (String group :
        List.of("~test-local5", "test-local5", "%7Etest-local5", "%7etest-local5", "0000005")) {
      String path =
          "/ps/api/groups/" + group + "/threads/" + PageSeederServer.id(task) + "/progress.xml";
      assertThat(server.get("rev", path).body()).as(group).isEqualTo(expected);
    }
    for (String group :
        List.of("~5", "00000000000000000005", "~~test-local5", "TEST-LOCAL5", "6")) {
      String path = "/groups/" + group + "/threads/" + PageSeederServer.id(task) + "/progress";
      assertThat(server.get("rev", path).statusCode()).as(group).isEqualTo(403);
    }
  }

  @Test
  void row09Row10Row12ListsHoldWhatIsActive() throws Exception {
    Task ended = server.run("jjones", context -> new Work.Out(""));
    Task running = server.running("jjones");
    Task other = server.running("jjones", TestDirectory.OTHER, context -> new Work.Out(""));
    Task waiting = server.start(server.submission(context -> new Work.Out("")));

    assertThat(listed("admin", "/threads"))
        .extracting(Task::id)
        .containsExactly(running.id(), other.id(), waiting.id())
        .doesNotContain(ended.id());
    for (String user : List.of("jjones", "app", "mod", "mgr", "admin")) {
      assertThat(listed(user, "/groups/~test-local5/threads"))
          .extracting(Task::id)
          .containsExactly(running.id());
    }
  }

  private List<Task> listed(String user, String path) throws Exception {
    Xml list = server.xml(user, path);
    assertThat(list.root()).isEqualTo("threads");
    List<Task> tasks = new ArrayList<>();
    for (int i = 1; i <= list.children("/threads").size(); i++) {
      String id = list.at("/threads/thread[" + i + "]/@id");
      tasks.add(server.errand.task(ThreadWords.key(id).orElseThrow()).orElseThrow());
    }
    return tasks;
  }

  @Test
  void row11AnEmptyListIsAnEmptyElement() throws Exception {
    assertThat(server.get("admin", "/threads").body()).isEqualTo("<threads/>\n");
    assertThat(server.get("admin", "/threads.json").body()).isEqualTo("{\"threads\":[]}\n");
    assertThat(server.get("mgr", "/groups/5/threads").body()).isEqualTo("<threads/>\n");
  }

  @Test
  void row14AThreadOfAnotherGroupIsAnsweredLikeAnUnknownOne() throws Exception {
    Task task = server.running("jjones", TestDirectory.OTHER, context -> new Work.Out(""));
    String unknown = "e".repeat(32);

    for (String service : List.of("progress", "logs")) {
      HttpResponse<String> foreign =
          server.get("mgr", "/groups/5/threads/" + PageSeederServer.id(task) + "/" + service);
      HttpResponse<String> missing =
          server.get("mgr", "/groups/5/threads/" + unknown + "/" + service);
      ErrorDocument.check(foreign, 404, "E001");
      assertThat(foreign.body().replace(PageSeederServer.id(task), unknown))
          .isEqualTo(missing.body());
    }
  }

  @Test
  void row15WhatIsNoThreadIdIsUnknown() throws Exception {
    Task task = server.running("jjones");
    String id = PageSeederServer.id(task);

    for (String spelled :
        List.of(
            id.toUpperCase(Locale.ROOT),
            task.id().key().toString(),
            task.id().toString(),
            id.substring(1),
            id + "0",
            "0" + id.substring(1) + "%20",
            "x",
            "%C3%A9")) {
      ErrorDocument.check(server.get("admin", "/threads/" + spelled + "/progress"), 404, "E001");
    }
  }

  @Test
  void row13Row56RolesAreOrdered() throws Exception {
    Task task = server.running("jjones");
    String path = "/groups/5/threads/" + PageSeederServer.id(task) + "/";

    for (String user : List.of("rev", "jjones", "mgr", "mod", "app", "admin")) {
      assertThat(server.get(user, path + "progress").statusCode()).as(user).isEqualTo(200);
      assertThat(server.get(user, path + "logs").statusCode())
          .as(user)
          .isEqualTo(user.equals("rev") ? 403 : 200);
    }
    for (String user : List.of("gst", "out")) {
      ErrorDocument.check(server.get(user, path + "progress"), 403, "0101");
    }
  }

  @Test
  void headIsAGetWithoutABody() throws Exception {
    Task task = server.running("jjones");

    for (String path :
        List.of(
            "/threads",
            "/groups/5/threads",
            progress(task),
            "/ps/api/threads/" + PageSeederServer.id(task) + "/logs.xml")) {
      HttpResponse<String> answer = server.send("HEAD", "admin", path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/xml;charset=UTF-8");
      assertThat(answer.body()).isEmpty();
    }
    assertThat(server.send("OPTIONS", "admin", "/threads").statusCode()).isEqualTo(204);
  }

  @Test
  void theLongestListComesWhole() throws Exception {
    server.running("jjones");
    server.running("jjones");
    for (int i = 0; i < 450; i++) {
      server.start("jjones", context -> new Work.Out(""));
    }

    assertThat(server.xml("jjones", "/groups/5/threads").children("/threads")).hasSize(452);
  }

  @Test
  void aThreadIsATaskInTheOtherDialect() throws Exception {
    Task task = server.running("jjones");

    assertThat(server.get("jjones", "/tasks/" + task.id()).body())
        .contains("<status>RUNNING</status>");
  }
}
