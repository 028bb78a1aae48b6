// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static dev.errand.security.Door.PASSWORD;
import static dev.errand.security.Door.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Principal;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves who calls, and what does not. */
class WaysToLogInTest {

  @TempDir private Path folder;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    door = new Door(folder).with("jjones").with("other");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @Test
  void row52BasicBearerPathSessionAndCookieAreTheSameCaller() throws Exception {
    Task task =
        door.errand()
            .as(Principal.user("jjones"))
            .submit(Submission.of("nothing", new Door.Inputs()));
    door.errand().await(task.id(), Duration.ofSeconds(30));
    String session = door.session("jjones");

    String expected = door.get("/tasks/1", "Authorization", basic("jjones", PASSWORD)).body();
    assertThat(expected).contains("<status>FINISHED</status>");
    List<HttpResponse<String>> answers =
        List.of(
            door.get("/tasks/1", "Authorization", "bearer " + token()),
            door.get("/tasks/1", "Authorization", basic("jjones", token())),
            door.get("/tasks/1;jsessionid=" + session),
            door.get("/tasks;jsessionid=" + session + "/1"),
            door.get("/tasks/1", "Cookie", "a=b; JSESSIONID=" + session + "; c=d"),
            door.get("/tasks/1", "Cookie", "JSESSIONID=old; JSESSIONID=\"" + session + "\""));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.body()).isEqualTo(expected));
    assertThat(door.get("/tasks/1", "Authorization", basic("other", PASSWORD)).statusCode())
        .as("somebody else's")
        .isEqualTo(404);
  }

  private String token() {
    return door.token("jjones", Duration.ofDays(1));
  }

  @Test
  void row51WithoutCredentialsTheErrorDocumentSaysHowToLogIn() throws Exception {
    for (String path : List.of("/tasks", "/tasks/1", "/tasks/1/download")) {
      HttpResponse<String> answer = door.get(path);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"Errand\", charset=\"UTF-8\"");
      assertThat(answer.headers().firstValue("Location")).isEmpty();
      assertThat(answer.body()).contains("<response><success>false</success><error>Log in first");
    }
    HttpResponse<String> answer = door.get("/ps/service/who");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("<error id=").contains("<message>Log in first");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Basic realm=\"PageSeeder\"");
  }

  @Test
  void row53CredentialsInTheQueryCountForNothingAndAreNotEchoed() throws Exception {
    String query = "?username=jjones&password=sEcReT&access_token=" + token();

    HttpResponse<String> without = door.get("/tasks" + query);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.body()).doesNotContain("sEcReT", "errand_");
    HttpResponse<String> with =
        door.get("/ps/service/who" + query, "Authorization", basic("jjones", PASSWORD));
    assertThat(with.body()).isEqualTo("jjones");
    HttpResponse<String> refused =
        door.get("/ps/service/nothing" + query, "Authorization", basic("jjones", PASSWORD));
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).doesNotContain("sEcReT", "errand_");
    HttpResponse<String> form =
        door.post(
            "/authenticate?username=jjones&password=" + PASSWORD.replace(" ", "+"), List.of());
    assertThat(form.statusCode()).as("of a log-in").isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !!!!",
        "Basic ampvbmVz",
        "Basic /////w==",
        "Basic Ojo=",
        "Basic amo6eHg=",
        "Bearer",
        "Bearer errand_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Digest username=jjones",
        "nonsense"
      })
  void whatProvesNothingIsRefusedAndNotTakenForNobody(String header) throws Exception {
    String session = door.session("jjones");

    HttpResponse<String> answer =
        door.get("/tasks", "Authorization", header, "Cookie", "JSESSIONID=" + session);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void rawBytesInTheHeaderAreRefused() throws Exception {
    assertThat(
            door.server
                .raw("GET /tasks HTTP/1.1", "Host: localhost", "Authorization: Basic \u00e4\u00ff")
                .status())
        .isEqualTo(401);
  }

  @Test
  void hugeCredentialsAreRefused() throws Exception {
    String huge = basic("jjones", "x".repeat(4_000));

    assertThat(door.get("/tasks", "Authorization", huge).statusCode()).isEqualTo(401);
    assertThat(door.get("/tasks", "Authorization", "Bearer " + "e".repeat(5_000)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void twoHeadersAreRefused() throws Exception {
    String both = basic("jjones", PASSWORD);

    assertThat(door.get("/tasks", "Authorization", both, "Authorization", both).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aTokenEndsWithItsTimeAndWithItsAccount() throws Exception {
    String token = door.token("jjones", Duration.ofMinutes(10));
    String others = door.token("other", Duration.ofDays(1));
    assertThat(bearer(token)).isEqualTo(200);
    assertThat(bearer(others)).isEqualTo(200);

    door.clock.advance(Duration.ofMinutes(10));
    door.accounts.remove("other");

    assertThat(bearer(token)).isEqualTo(401);
    assertThat(bearer(others)).isEqualTo(401);
  }

  private int bearer(String token) throws Exception {
    HttpResponse<String> answer = door.get("/tasks", "Authorization", "Bearer " + token);
    return answer.statusCode();
  }

  @Test
  void aTokenIsNoPasswordOfSomebodyElse() throws Exception {
    assertThat(door.get("/tasks", "Authorization", basic("other", token())).statusCode())
        .isEqualTo(401);
  }

  @Test
  void namesAreUnicode() throws Exception {
    door.with("jörg");
    String decomposed = "jo\u0308rg";

    assertThat(door.get("/ps/service/who", "Authorization", basic(decomposed, PASSWORD)).body())
        .isEqualTo("jörg");
    String latin1 =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    ("jörg:" + PASSWORD).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(door.get("/tasks", "Authorization", latin1).statusCode()).isEqualTo(401);
  }
}
