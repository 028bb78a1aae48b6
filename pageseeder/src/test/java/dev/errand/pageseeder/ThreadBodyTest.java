// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.Xml;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.testkit.Gate;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about what stands in a thread, and in which format. */
final class ThreadBodyTest {

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
  void row01Row02Row23Row24Row25AThreadAsItsStarterAndAdministratorsSeeIt() throws Exception {
    Task task =
        server.start(
            server
                .submission(context -> new Work.Out(""))
                .owner("jjones")
                .group(5)
                .description("Moving thread for group\ntest-local5"));
    server.end(task);

    for (String user : List.of("jjones", "admin")) {
      HttpResponse<String> answer = server.get(user, "/ps/service" + progress(task));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "<thread id=\""
                  + PageSeederServer.id(task)
                  + "\" name=\"Moving thread for group test-local5\" username=\"jjones\""
                  + " groupid=\"5\" status=\"completed\"/>\n");
    }
    assertThat(PageSeederServer.id(task)).matches("[0-9a-f]{32}");
  }

  @Test
  void row24AThreadWithoutGroupAndOwnerHasAllAttributes() throws Exception {
    Task task = server.end(server.start(server.submission(context -> new Work.Out(""))));

    Xml thread = server.thread(task);

    assertThat(thread.at("/thread/@groupid")).isEqualTo("-1");
    assertThat(thread.element("/thread").getAttributeNode("username").getValue()).isEmpty();
    assertThat(thread.at("/thread/@name")).startsWith("work script-");
  }

  @Test
  void row25IdsAreUnique() throws Exception {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertThat(seen.add(PageSeederServer.id(server.run("jjones", context -> new Work.Out("")))))
          .isTrue();
    }
  }

  @Test
  void row33ProgressIsWholeNumbersWithinTheTotal() throws Exception {
    assertThat(progressOf(12.7, 39.2)).isEqualTo("40/12");
    assertThat(progressOf(50, 40)).isEqualTo("40/40");
    assertThat(progressOf(-3, 40)).isEqualTo("40/0");
    assertThat(progressOf(0, 0)).isEqualTo("0/0");
    assertThat(progressOf(1, -1)).isEqualTo("/");
    assertThat(progressOf(1, 1e300)).isEqualTo("/");
  }

  private String progressOf(double amount, double total) throws Exception {
    Task task =
        server.run(
            "jjones",
            context -> {
              context.progress("Moving", amount, total);
              return new Work.Out("");
            });
    Xml thread = server.thread(task);
    return thread.at("/thread/progress/@total") + "/" + thread.at("/thread/progress/@current");
  }

  @Test
  void row33WithoutATotalThereIsNoProgress() throws Exception {
    Task task =
        server.run(
            "jjones",
            context -> {
              context.progress("Moving", 12);
              return new Work.Out("");
            });

    assertThat(server.thread(task).children("/thread")).containsExactly("message");
  }

  @Test
  void row34AnOperationTellsInItsOwnElements() throws Exception {
    Gate gate = server.gate();
    String name =
        server.name(context -> {
          context.progress("Processing", 3, 57);
          gate.pass();
          return new Work.Out("acme-export-57.zip");
        });
    Task task =
        server.errand.submit(Submission.builder("exporting").inputs(Work.In.named(name)).build());
    gate.awaitReached();

    Xml running = server.thread(task);
    gate.open();
    server.end(task);

    assertThat(running.children("/thread")).containsExactly("message", "processing");
    assertThat(running.at("/thread/processing/@current")).isEqualTo("3");
    assertThat(running.at("/thread/processing/@total")).isEqualTo("57");
    assertThat(server.thread(task).at("/thread/zip")).isEqualTo("acme-export-57.zip");
    assertThat(server.get("admin", progress(task) + ".json").body())
        .endsWith(
            "\"message\":\"Processing\",\"processing\":{\"current\":3,\"total\":57},"
                + "\"zip\":\"acme-export-57.zip\"}\n");
  }

  @Test
  void row45TheContentTypeHasNoSpace() throws Exception {
    Task task = server.running("jjones");

    for (String path : List.of("/threads", progress(task), "/threads/x/progress", "/ps/nothing")) {
      assertThat(server.get("admin", path).headers().firstValue("Content-Type"))
          .contains("application/xml;charset=UTF-8");
      assertThat(
              server.get("admin", path + ".json").headers().firstValue("Content-Type").orElse(""))
          .isEqualToIgnoringCase("application/json;charset=UTF-8");
    }
  }

  @Test
  void row46CompressedOnlyForThoseWhoAsk() throws Exception {
    server.http.compressing();
    for (int i = 0; i < 20; i++) {
      server.start(
          "jjones",
          context -> {
            server.gate().passDeaf();
            return new Work.Out("");
          });
    }

    HttpResponse<String> plain = server.get("admin", "/threads");
    HttpResponse<String> asked = server.get("admin", "/threads", "Accept-Encoding", "gzip");

    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(asked.headers().firstValue("Content-Encoding")).contains("gzip");
  }

  @Test
  void row60XmlUnlessJsonIsAskedFor() throws Exception {
    Task task = server.running("jjones");

    for (String accept :
        List.of("*/*", "text/html", "application/xml", "application/json;q=0.5, */*")) {
      assertThat(server.get("admin", "/threads", "Accept", accept).body()).startsWith("<threads>");
    }
    Wire.Answer without =
        server.http.raw(
            "GET /ps/service/threads HTTP/1.1",
            "Host: localhost",
            "Authorization: " + TestPrincipals.basic("admin"));
    assertThat(without.body()).contains("<threads>");
    assertThat(server.get("admin", "/threads.xml", "Accept", "application/json").body())
        .startsWith("<threads>");
    for (JsonNode list :
        List.of(
            new Json(server.get("admin", "/threads.json").body()).parse(),
            new Json(
                    server
                        .get("admin", "/threads", "Accept", "application/json, text/xml;q=0.9")
                        .body())
                .parse())) {
      JsonNode thread = list.get("threads").get(0);
      assertThat(thread.get("id").stringValue()).isEqualTo(PageSeederServer.id(task));
      assertThat(thread.get("groupid").isNumber()).isTrue();
      assertThat(thread.get("status").stringValue()).isEqualTo("inprogress");
    }
    assertThat(server.send("POST", "admin", "/threads/x/cancel.json").body()).isEqualTo("{}\n");
  }
}
