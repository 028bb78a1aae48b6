// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.testkit.http.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Acceptance rows about error documents. */
final class RefusedServiceTest {

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

  @Test
  void row06Row53CredentialsInTheAddressAreNotRepeated() throws Exception {
    String path = "/ps/service/threads/x/progress.xml";
    for (String address :
        List.of(
            path + ";jsessionid=SESSION-OF-jjones?username=jjones&password=s3cret",
            "/ps/service/threads/x;jsessionid=SESSION-OF-jjones/progress.xml?password=s3cret")) {
      HttpResponse<String> answer = server.get("", address);

      assertThat(ErrorDocument.check(answer, 404, "E001").request()).isEqualTo(path);
      assertThat(answer.body()).doesNotContain("SESSION-OF").doesNotContain("s3cret");
    }
    HttpResponse<String> encoded = server.get("jjones", path + "%3Bjsessionid=SESSION-OF-jjones");
    assertThat(encoded.statusCode()).isEqualTo(404);
    assertThat(encoded.body()).doesNotContain("SESSION-OF");
  }

  @Test
  void row47Row48EveryRefusalIsADocument() throws Exception {
    ErrorDocument unknown =
        ErrorDocument.check(
            server.get("jjones", "/ps/service/threads/x/progress?a=b"), 404, "E001");

    assertThat(unknown.request()).isEqualTo("/ps/service/threads/x/progress");
    JsonNode json =
        new Json(server.get("jjones", "/ps/api/threads/x/progress.json").body()).parse();
    assertThat(json.propertyNames()).containsExactly("id", "request", "message");
    assertThat(json.get("id").stringValue()).isEqualTo("E001");
    assertThat(json.get("request").stringValue()).isEqualTo("/ps/api/threads/x/progress.json");
  }

  @Test
  void row47AddressesBelowTheRootsAreAnsweredInThisDialect() throws Exception {
    for (String path :
        List.of(
            "/ps",
            "/ps/",
            "/ps/nothing",
            "/ps/service/groups/5",
            "/service/x.xml",
            "/threads/x/progress/y",
            "/groups/5/threads/x",
            "/members;a=b/5",
            "/threads/x/progress.csv")) {
      ErrorDocument.check(server.get("", path), 404, "E404");
    }
    ErrorDocument.check(server.get("", "/ps/a%C2%85"), 400, "E400");
    assertThat(server.get("", "/ps/api/x.json").body()).startsWith("{\"id\":\"E404\",");
    for (String path : List.of("/nothing", "/psx", "/task/ps")) {
      assertThat(server.get("", path).body()).contains("<response><success>false</success>");
    }
  }

  @Test
  void row47ABodyThatIsTooLargeIsRefusedWithADocument() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.http.uri("/members/1/groups/5/work"))
            .header("Authorization", TestPrincipals.basic("jjones"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("name=" + "x".repeat(100_000)))
            .build();

    ErrorDocument.check(server.http.send(request), 413, "E413");
  }

  @Test
  void row47AStoppedEngineIsUnavailable() throws Exception {
    server.errand.close();

    HttpResponse<String> answer = server.send("POST", "jjones", "/members/1/groups/5/work?name=x");

    ErrorDocument.check(answer, 503, "E503");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void row49AdministratorsAreToldWhatDoesNotExist() throws Exception {
    ErrorDocument.check(server.get("admin", "/ps/service/groups/~nosuch/threads"), 400, "0202");
    ErrorDocument.check(start("admin", "nosuch", "5"), 400, "0204");
    ErrorDocument.check(start("admin", "~nosuch", "99"), 400, "0206");
    ErrorDocument.check(look("admin", "/members/1/groups/5", "99"), 400, "0208");
    ErrorDocument.check(look("admin", "/members/1/groups/5", "42"), 400, "0208");
    ErrorDocument.check(look("admin", "/members/1/groups/x", "41"), 400, "020A");
    ErrorDocument.check(look("admin", "/members/x/groups/5", "x"), 400, "020C");
    ErrorDocument.check(look("admin", "/members/x/groups/x", "x"), 400, "020E");
    ErrorDocument.check(look("admin", "/members/1/groups/9999999999999999999", "41"), 400, "020A");
  }

  @Test
  void row49OthersAreNotToldWhatIsNotTheirs() throws Exception {
    for (String group : List.of("nosuch", "6", "~test-other", "99")) {
      HttpResponse<String> answer = server.get("mgr", "/groups/" + group + "/threads");
      assertThat(ErrorDocument.check(answer, 403, "0101").message()).isEqualTo("Access forbidden");
    }
    for (String member : List.of("nosuch", "2", "~mgr", "admin", "99")) {
      HttpResponse<String> answer = start("jjones", member, "5");
      assertThat(ErrorDocument.check(answer, 403, "0101").message()).isEqualTo("Access forbidden");
    }
    String unknown = look("jjones", "/members/1", "99").body();
    ErrorDocument.check(look("jjones", "/members/1", "99"), 400, "0208");
    assertThat(look("jjones", "/members/1", "42").body()).isEqualTo(unknown.replace("99", "42"));
    ErrorDocument.check(look("jjones", "/members/1/groups/5", "42"), 400, "0208");
    ErrorDocument.check(look("out", "/members/5/groups/5", "41"), 403, "0101");
  }

  @Test
  void aMemberIsNamedInThreeWays() throws Exception {
    for (String member : List.of("1", "~jjones", "jjones", "%7Ejjones")) {
      assertThat(look("jjones", "/members/" + member + "/groups/5", "41").body())
          .isEqualTo("<uri-look><uri id=\"41\" path=\"a/b.psml\"/></uri-look>\n");
    }
    assertThat(look("john.doe", "/members/~john.doe", "41").statusCode()).isEqualTo(200);
    assertThat(look("admin", "/members/~john.doe", "42").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> start(String user, String member, String group) throws Exception {
    return server.send("POST", user, "/members/" + member + "/groups/" + group + "/work?name=x");
  }

  private HttpResponse<String> look(String user, String path, String uri) throws Exception {
    return server.get(user, "/ps/api" + path + "/uris/" + uri + "/look");
  }

  @Test
  void row50WithoutPermission() throws Exception {
    Task task = server.running("jjones");
    String id = PageSeederServer.id(task);

    for (HttpResponse<String> answer :
        List.of(
            server.get("mgr", "/threads"),
            server.get("gst", "/groups/5/threads"),
            server.get("out", "/groups/5/threads/" + id + "/progress"),
            server.send("POST", "mgr", "/threads/" + id + "/cancel"),
            server.send("POST", "rev", "/groups/5/threads/" + id + "/cancel"))) {
      assertThat(ErrorDocument.check(answer, 403, "0101").message()).startsWith("Access forbidden");
    }
  }

  @Test
  void row50APageOfAnotherSiteChangesNothing() throws Exception {
    Task task = server.running("jjones");

    HttpResponse<String> answer =
        server.send(
            "POST",
            "admin",
            "/threads/" + PageSeederServer.id(task) + "/cancel",
            "Sec-Fetch-Site",
            "cross-site");

    assertThat(ErrorDocument.check(answer, 403, "0101").message()).startsWith("Access forbidden");
    assertThat(server.errand.task(task.id().number()).orElseThrow().cancelRequest()).isEmpty();
  }

  @Test
  void row51Strangers() throws Exception {
    for (String path :
        List.of(
            "/ps/service/threads", "/groups/nosuch/threads", "/ps/api/threads/x/progress.xml")) {
      HttpResponse<String> unknown = server.get("", path);
      HttpResponse<String> wrong = server.get("nobody", path);

      for (HttpResponse<String> answer : List.of(unknown, wrong)) {
        ErrorDocument.check(answer, 401, "E401");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
            .contains("Basic realm=\"PageSeeder\", charset=\"UTF-8\", Bearer realm=\"PageSeeder\"");
      }
    }
    assertThat(server.get("", "/tasks").headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("realm=\"Errand\"");
  }

  @Test
  void refusalsComeInOrder() throws Exception {
    // Who, method, what the path names, permission, parameters, the thread.
    ErrorDocument.check(server.send("GET", "", "/groups/x/threads/x/cancel"), 401, "E401");
    ErrorDocument.check(server.send("GET", "admin", "/groups/x/threads/x/cancel"), 400, "0103");
    ErrorDocument.check(server.send("GET", "out", "/groups/x/threads/x/cancel"), 400, "0103");
    ErrorDocument.check(server.send("POST", "admin", "/groups/x/threads/x/cancel"), 400, "0202");
    ErrorDocument.check(server.send("POST", "rev", "/members/3/groups/5/work"), 403, "0101");
    ErrorDocument.check(server.send("POST", "jjones", "/members/1/groups/5/work"), 400, "0201");
    ErrorDocument.check(server.get("rev", "/groups/5/threads/x/logs"), 403, "0101");
    ErrorDocument.check(server.get("mgr", "/groups/5/threads/x/logs"), 404, "E001");
  }

  @Test
  void aRefusedHeadHasNoBody() throws Exception {
    Wire.Answer answer = server.http.raw("HEAD /ps/service/threads HTTP/1.1", "Host: localhost");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
  }
}
