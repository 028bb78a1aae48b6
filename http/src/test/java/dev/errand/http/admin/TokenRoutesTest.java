// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.http.admin.AdminServer.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRoutesTest extends AdminTest {

  private static final String TOKENS = "/admin/users/ann/tokens";

  @Test
  void aTokenIsShownOnceAndThenKnownByItsDigest() throws Exception {
    Answer added = server.send(ANN, "POST", TOKENS, "{\"label\":\"nightly build\",\"days\":30}");

    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    assertThat(added.header("Cache-Control")).isEqualTo("no-store");
    String id = added.body().path("id").asString("");
    assertThat(added.header("Location")).endsWith("/admin/users/ann/tokens/" + id);
    TokenSecret secret = TokenSecret.of(added.body().path("token").asString("")).orElseThrow();
    Token kept = server.accounts.tokens().find(secret.sha256()).orElseThrow();
    assertThat(kept)
        .isEqualTo(
            new Token(
                id,
                "ann",
                "nightly build",
                AdminServer.NOW,
                AdminServer.NOW.plus(Duration.ofDays(30))));
    Answer listed = server.get(ANN, TOKENS);
    assertThat(listed.response().body())
        .isEqualTo(
            "{\"tokens\":[{\"id\":\"%s\",\"label\":\"nightly build\",\"created\":\"%s\",\"expires\":\"%s\"}]}\n"
                .formatted(id, kept.created(), kept.expires()));
  }

  @Test
  void nothingNeedBeSaidAboutIt() throws Exception {
    Answer added = server.send(ROOT, "POST", TOKENS, "{}");

    assertThat(added.body().path("label").asString("?")).isEmpty();
    assertThat(added.body().path("expires").asString(""))
        .isEqualTo(AdminServer.NOW.plus(Duration.ofDays(90)).toString());
  }

  @Test
  void aTokenIsRevokedByItsOwnerOrAnAdministrator() throws Exception {
    for (String who : new String[] {ANN, ROOT}) {
      Answer added = server.send(ANN, "POST", TOKENS, "{}");
      String path = TOKENS + "/" + added.body().path("id").asString("");
      assertThat(server.send(who, "DELETE", path, "").status()).isEqualTo(204);
      assertProblem(server.send(who, "DELETE", path, ""), 404, "no token");
    }
    assertThat(server.accounts.tokens().of(ANN)).isEmpty();
    assertProblem(server.get(ROOT, "/admin/users/nobody/tokens"), 404, "'nobody'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 to 3650 days        | {'days':0}",
        "1 to 3650 days        | {'days':3651}",
        "1 to 3650 days        | {'days':9223372036854775807}",
        "must be a whole       | {'days':1.5}",
        "must be a whole       | {'days':99999999999999999999}",
        "must be a string      | {'label':5}",
        "at most 200           | {'label':'LONG'}",
        "one line              | {'label':'a\\nb'}",
        "no member 'token'     | {'token':'errand_x'}",
      })
  void saysWhatIsWrong(String detail, String body) throws Exception {
    String sent = body.replace('\'', '"').replace("LONG", "x".repeat(201));

    assertProblem(server.send(ANN, "POST", TOKENS, sent), 400, detail);
    assertThat(server.accounts.tokens().of(ANN)).isEmpty();
  }

  @Test
  void oneUserCannotHaveThemWithoutEnd() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(server.send(ANN, "POST", TOKENS, "{}").status()).isEqualTo(201);
    }
    assertProblem(server.send(ANN, "POST", TOKENS, "{}"), 409, "revoke one first");
    assertThat(server.accounts.tokens().of(ANN)).hasSize(100);
  }
}
