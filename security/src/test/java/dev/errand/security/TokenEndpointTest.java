// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import static dev.errand.security.Door.PASSWORD;
import static dev.errand.security.Door.basic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenEndpointTest {

  private static final String PATH = "/ps/oauth/token";

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

  private HttpResponse<String> ask(List<String> headers, String... form) throws Exception {
    return door.post(PATH, headers, form);
  }

  private HttpResponse<String> ask(String id, String secret) throws Exception {
    return ask(
        List.of(), "grant_type", "client_credentials", "client_id", id, "client_secret", secret);
  }

  private static String token(HttpResponse<String> answer) {
    return String.valueOf(json(answer).get("access_token"));
  }

  private static Map<?, ?> json(HttpResponse<String> answer) {
    return new Json(answer.body()).as(Map.class);
  }

  @Test
  void row54AnAccountGetsATokenForAnHour() throws Exception {
    HttpResponse<String> answer = ask("jjones", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(json(answer).keySet().stream().map(String::valueOf))
        .containsExactly("access_token", "token_type", "expires_in");
    assertThat(json(answer).get("token_type")).isEqualTo("Bearer");
    assertThat(json(answer).get("expires_in")).isEqualTo(3600);
    assertThat(who(token(answer))).isEqualTo("jjones");

    door.clock.advance(Duration.ofHours(1));
    assertThat(door.get("/tasks", "Authorization", "Bearer " + token(answer)).statusCode())
        .isEqualTo(401);
  }

  private String who(String token) throws Exception {
    return door.get("/ps/service/who", "Authorization", "Bearer " + token).body();
  }

  @Test
  void row54TheClientMayStandInTheHeader() throws Exception {
    HttpResponse<String> answer =
        ask(
            List.of("Authorization", basic("jjones", PASSWORD)),
            "grant_type",
            "client_credentials");

    assertThat(who(token(answer))).isEqualTo("jjones");
  }

  @Test
  void aTokenOfTheAccountsOwnIsASecretToo() throws Exception {
    String own = door.token("jjones", Duration.ofDays(1));
    String issued = token(ask("jjones", own));

    assertThat(who(issued)).isEqualTo("jjones");
    HttpResponse<String> again = ask("jjones", issued);
    assertThat(again.statusCode()).as("by an issued one").isEqualTo(401);
    assertThat(
            ask(List.of("Authorization", "Bearer " + issued), "grant_type", "client_credentials")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesAsTheStandardSays() throws Exception {
    assertRefused(ask("jjones", "wrong"), 401, "invalid_client");
    assertRefused(ask("nobody", PASSWORD), 401, "invalid_client");
    assertRefused(ask(List.of(), "grant_type", "client_credentials"), 401, "invalid_client");
    assertRefused(
        ask(List.of("Authorization", basic("jjones", "wrong")), "grant_type", "client_credentials"),
        401,
        "invalid_client");
    assertRefused(ask(List.of()), 400, "invalid_request");
    assertRefused(
        ask(List.of(), "grant_type", "client_credentials", "grant_type", "client_credentials"),
        400,
        "invalid_request");
    assertRefused(ask(List.of(), "grant_type", "password"), 400, "unsupported_grant_type");
    assertRefused(
        ask(
            List.of("Authorization", basic("jjones", PASSWORD)),
            "grant_type",
            "client_credentials",
            "client_secret",
            PASSWORD),
        400,
        "invalid_request");
    assertRefused(door.get(PATH), 405, "invalid_request");
    assertRefused(
        door.server.send("POST", PATH + "?grant_type=client_credentials"), 400, "invalid_request");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("error")).isEqualTo(error);
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  @Test
  void anAccountHoldsAtMostAHundred() throws Exception {
    String own = door.token("jjones", Duration.ofDays(1));
    String first = token(ask("jjones", PASSWORD));
    for (int i = 0; i < 99; i++) {
      door.clock.advance(Duration.ofSeconds(1));
      ask("jjones", PASSWORD);
    }
    assertThat(who(first)).isEqualTo("jjones");

    String last = token(ask("jjones", PASSWORD));

    assertThat(door.get("/tasks", "Authorization", "Bearer " + first).statusCode())
        .as("the oldest")
        .isEqualTo(401);
    assertThat(who(last)).isEqualTo("jjones");
    assertThat(who(own)).as("of another kind").isEqualTo("jjones");
    assertThat(door.accounts.tokens().of("jjones")).hasSize(101);
  }
}
