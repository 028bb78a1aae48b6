// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Directory;
import dev.errand.http.ErrandServlet;
import dev.errand.http.HttpSettings;
import dev.errand.http.Xml;
import dev.errand.limit.Limit;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import dev.errand.task.Json;
import dev.errand.task.Page;
import dev.errand.task.Task;
import dev.errand.task.TaskFilter;
import dev.errand.testkit.Work;
import dev.errand.testkit.http.TestServer;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about services that start threads, whatever these do. */
final class StartedServiceTest {

  private static final String START = "/ps/service/members/~jjones/groups/~test-local5/work";

  @TempDir Path data;
  private PageSeederServer server;
  private String name = "";

  @BeforeEach
  void start() throws Exception {
    server = new PageSeederServer(data);
    name = server.name(context -> new Work.Out(""));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private List<Task> tasks() {
    return server.errand.tasks(TaskFilter.ALL, Page.oldest(10));
  }

  @Test
  void row36Row37StartedIs202WithOneThreadThatIsKnownAtOnce() throws Exception {
    HttpResponse<String> answer = server.send("POST", "jjones", START + "?name=" + name);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/xml;charset=UTF-8");
    Xml body = new Xml(answer.body());
    assertThat(body.root()).isEqualTo("work-start");
    assertThat(body.children("/work-start")).containsExactly("thread");
    assertThat(body.at("/work-start/thread/@username")).isEqualTo("jjones");
    assertThat(body.at("/work-start/thread/@groupid")).isEqualTo("5");
    assertThat(body.at("/work-start/thread/@status"))
        .isIn("initialised", "inprogress", "completed");
    String progress = "/ps/service/threads/" + body.at("//thread/@id") + "/progress";
    assertThat(server.get("jjones", progress).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsHowManyMoreMayBeStartedWhereThatIsLimited() throws Exception {
    Rate three = new Rate(3, Duration.ofHours(3));
    server.errand.limits().set(new Scope.EachUser(), Limit.NONE.rate(three), Optional.empty());

    HttpResponse<String> answer = server.send("POST", "jjones", START + "?name=" + name);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("RateLimit-Policy")).contains("\"user\";q=3;w=10800");
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"user\";r=2;t=");
  }

  @Test
  void row37AThreadMayBeTheDocumentElement() throws Exception {
    HttpResponse<String> answer = server.get("jjones", "/ps/api/members/1/work.xml?name=" + name);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(new Xml(answer.body()).root()).isEqualTo("thread");
    assertThat(server.send("HEAD", "jjones", "/members/1/work?name=" + name).statusCode())
        .isEqualTo(400);
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void row42ParametersComeFromQueryAndForm() throws Exception {
    HttpRequest form =
        HttpRequest.newBuilder(server.http.uri(START + "?title=from+query"))
            .header("Authorization", TestPrincipals.basic("jjones"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString("name=" + name + "&title=from+form"))
            .build();

    Xml body = new Xml(server.http.send(form).body());

    assertThat(body.at("//thread/@name")).isEqualTo("from query");
  }

  @Test
  void row42APostNeedsNoBody() throws Exception {
    String[] head = {
      "POST " + START + "?name=" + name + " HTTP/1.1",
      "Host: localhost",
      "Authorization: " + TestPrincipals.basic("jjones")
    };
    for (String header : List.of("X: y", "Content-Length: 0", "Content-Type: text/plain")) {
      Wire.Answer answer = server.http.raw(head[0], head[1], head[2], header);

      assertThat(answer.status()).as(header + answer.body()).isEqualTo(202);
    }
    assertThat(tasks()).hasSize(3);
  }

  @Test
  void row43Row44ARefusedStartLeavesNoThread() throws Exception {
    for (String query : List.of("", "?name=", "?name=%20", "?Name=x")) {
      HttpResponse<String> missing = server.send("POST", "jjones", START + query);
      assertThat(ErrorDocument.check(missing, 400, "0201").message()).contains("'name'");
    }
    server.send("POST", "rev", "/members/rev/groups/5/work?name=" + name);
    server.send("POST", "jjones", "/members/mgr/groups/5/work?name=" + name);
    server.send("POST", "jjones", "/members/1/groups/6/work?name=" + name);
    server.send("GET", "jjones", START + "?name=" + name);
    server.send("POST", "", START + "?name=" + name);

    assertThat(tasks()).isEmpty();
  }

  @Test
  void onAServerWithoutAccountsAnyMemberIsTheCaller() throws Exception {
    ThreadBodies bodies = new ThreadBodies(Map.of());
    TestServices services = new TestServices(server.errand, Directory.NOBODY, bodies);
    try (TestServer open =
        new TestServer(new ErrandServlet(HttpSettings.DEFAULTS, List.of(services)))) {
      for (String member : List.of("~anybody", "5")) {
        HttpResponse<String> answer = open.get("/ps/api/members/" + member + "/work?name=" + name);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(new Xml(answer.body()).element("/thread").getAttribute("username")).isEmpty();
      }
      ErrorDocument.check(open.send("POST", "/members/x/groups/5/work?name=" + name), 400, "0202");
    }
  }

  @Test
  void row60JsonWhereItIsAskedFor() throws Exception {
    JsonNode wrapped =
        new Json(server.send("POST", "jjones", START + ".json?name=" + name).body()).parse();
    JsonNode bare =
        new Json(
                server
                    .get("jjones", "/members/1/work?name=" + name, "Accept", "application/json")
                    .body())
            .parse();

    assertThat(wrapped.propertyNames()).containsExactly("thread");
    assertThat(wrapped.get("thread").get("groupid").longValue()).isEqualTo(5);
    assertThat(bare.get("groupid").longValue()).isEqualTo(-1);
    assertThat(bare.get("username").stringValue()).isEqualTo("jjones");
  }
}
