// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static dev.errand.security.Door.PASSWORD;
import static dev.errand.security.Door.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.SecretFiles;
import dev.errand.task.StoreException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions begin and end. */
class SessionTest {

  @TempDir private Path folder;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    door = new Door(folder).with("jjones");
  }

  @AfterEach
  void close() throws Exception {
    door.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/ps/service", "/ps/api", "/service"})
  void beginByAForm(String root) throws Exception {
    HttpResponse<String> answer =
        door.post(root + "/authenticate", List.of(), "username", "jjones", "password", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<authenticated username=\"jjones\"/>");
    assertThat(cookie(answer).orElseThrow())
        .matches("JSESSIONID=[A-Za-z0-9_-]{87}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200");
  }

  @Test
  void needTheRightPasswordAndAPost() throws Exception {
    HttpResponse<String> wrong =
        door.post("/ps/service/authenticate", List.of(), "username", "jjones", "password", "x");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("<error id=\"E401\"><request>/ps/service/authenticate<");
    assertThat(cookie(wrong)).isEmpty();
    assertThat(door.get("/ps/service/authenticate?username=jjones&password=x").statusCode())
        .isEqualTo(400);
  }

  @Test
  void row55BeginWithAnyAnswerOfPageSeedersPathsToBasic() throws Exception {
    HttpResponse<String> first =
        door.get("/ps/service/who", "Authorization", basic("jjones", PASSWORD));
    String session = cookie(first).orElseThrow();
    assertThat(session).matches("JSESSIONID=[^;]+; .+");
    String value = session.split("[=;]")[1];

    assertThat(door.get("/ps/service/who;jsessionid=" + value).body()).isEqualTo("jjones");
    assertThat(
            cookie(
                door.get(
                    "/ps/service/who;jsessionid=" + value,
                    "Authorization",
                    basic("jjones", PASSWORD))))
        .as("has one")
        .isEmpty();
    assertThat(cookie(door.get("/tasks", "Authorization", basic("jjones", PASSWORD))))
        .as("not PageSeeder's")
        .isEmpty();
    assertThat(cookie(door.get("/ps/service/who;jsessionid=" + value))).isEmpty();
  }

  @Test
  void endAtLogOutForGood() throws Exception {
    String session = door.session("jjones");
    String another = door.session("jjones");

    HttpResponse<String> answer =
        door.post("/ps/service/logout", List.of("Cookie", "JSESSIONID=" + session));

    assertThat(answer.body()).contains("<logged-out/>");
    assertThat(cookie(answer).orElseThrow()).startsWith("JSESSIONID=; ").endsWith("Max-Age=0");
    assertThat(door.get("/tasks;jsessionid=" + session).statusCode()).isEqualTo(401);
    assertThat(door.get("/tasks;jsessionid=" + another).statusCode()).isEqualTo(200);
    assertThat(door.sessionsOfNextProcess().find(session)).isEmpty();
    assertThat(door.sessionsOfNextProcess().find(another)).isPresent();
  }

  @Test
  void surviveARestartAndALineThatWasNotFinished() throws Exception {
    String ended = door.session("jjones");
    String goesOn = door.session("jjones");
    Files.writeString(folder.resolve(EndedSessions.FILE), "0123456789abc");

    door.post("/logout;jsessionid=" + ended, List.of());

    assertThat(door.sessionsOfNextProcess().find(ended)).isEmpty();
    assertThat(door.sessionsOfNextProcess().find(goesOn)).isPresent();
  }

  @Test
  void endedOnesAreForgottenWhenTheirTimeIsOver() throws Exception {
    door.post("/logout;jsessionid=" + door.session("jjones"), List.of());
    assertThat(Files.readString(folder.resolve(EndedSessions.FILE))).isNotBlank();

    door.clock.advance(Duration.ofHours(13));
    door.sessionsOfNextProcess();

    assertThat(Files.readString(folder.resolve(EndedSessions.FILE))).isEmpty();
  }

  @Test
  void endWithTheirTimeThePasswordAndTheAccount() throws Exception {
    String session = door.session("jjones");
    door.with("other");
    String others = door.session("other");

    door.accounts.passwordHash("jjones", door.hashes.hash("another"));
    assertThat(door.get("/tasks;jsessionid=" + session).statusCode()).isEqualTo(401);
    assertThat(door.get("/tasks;jsessionid=" + others).statusCode()).isEqualTo(200);

    door.clock.advance(Duration.ofHours(12));
    assertThat(door.get("/tasks;jsessionid=" + others).statusCode()).isEqualTo(401);
  }

  @Test
  void endWithTheAccount() throws Exception {
    String session = door.session("jjones");
    door.with("other");

    door.accounts.remove("jjones");

    assertThat(door.get("/tasks;jsessionid=" + session).statusCode()).isEqualTo(401);
  }

  @Test
  void cannotBeForged() throws Exception {
    String session = door.session("jjones");

    for (int i = 0; i < session.length() - 1; i++) {
      char other = session.charAt(i) == 'A' ? 'B' : 'A';
      String forged = session.substring(0, i) + other + session.substring(i + 1);
      assertThat(door.sessionsOfNextProcess().find(forged)).as("character " + i).isEmpty();
    }
    for (String nonsense : List.of("", "x", "ä", session + "AAAA", session.substring(4))) {
      assertThat(door.sessionsOfNextProcess().find(nonsense)).isEmpty();
    }
  }

  @Test
  void ofCookiesChangeNothingForPagesOfOtherSites() throws Exception {
    String cookie = "JSESSIONID=" + door.session("jjones");

    assertThat(change("Cookie", cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(change("Cookie", cookie, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(change("Cookie", cookie, "Origin", "https://evil.example")).isEqualTo(403);
    assertThat(change("Cookie", cookie, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(door.get("/tasks/1?cancel=true", "Cookie", cookie).statusCode())
        .as("a GET that says nothing of where it comes from")
        .isEqualTo(403);
    assertThat(
            door.get("/tasks/1?cancel=true", "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            door.get("/tasks/1?cancel=true", "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                .statusCode())
        .as("there is no such task")
        .isEqualTo(404);
    assertThat(
            door.post(
                    "/authenticate",
                    List.of("Sec-Fetch-Site", "cross-site"),
                    "username",
                    "jjones",
                    "password",
                    PASSWORD)
                .statusCode())
        .isEqualTo(403);
  }

  private int change(String... headers) throws Exception {
    return door.server.send("POST", "/ps/service/change", headers).statusCode();
  }

  @Test
  void areSignedWithAKeyThatOnlyTheOwnerReads() throws Exception {
    Path key = folder.resolve("session.key");

    assertThat(Files.readAllBytes(key)).hasSize(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(new SecretFiles(folder).get(SessionKey.KIND)).isEqualTo(Files.readAllBytes(key));
    Files.write(key, new byte[3]);
    assertThatThrownBy(() -> door.sessionsOfNextProcess())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("session.key is damaged: a key of sessions has 32 bytes, not 3");
  }

  private static Optional<String> cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie");
  }
}
