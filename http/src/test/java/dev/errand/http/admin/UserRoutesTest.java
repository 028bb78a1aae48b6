// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Account;
import dev.errand.http.admin.AdminServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRoutesTest extends AdminTest {

  private static final String USERS = "/admin/users";

  private static String user(String name, String password, boolean administrator) {
    return """
    {"name":"%s","password":"%s","administrator":%s}\
    """
        .formatted(name, password, administrator);
  }

  @Test
  void addsAUserWhoIsThenThere() throws Exception {
    Answer added = server.send(ROOT, "POST", USERS, user("j.jones@home", "long enough", false));

    assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    assertThat(added.header("Location")).endsWith("/admin/users/j.jones%40home");
    assertThat(added.header("Cache-Control")).isEqualTo("no-store");
    assertThat(added.response().body())
        .isEqualTo("{\"id\":3,\"name\":\"j.jones@home\",\"administrator\":false}\n");
    Answer found = server.get(ROOT, "/admin/users/j.jones%40home");
    assertThat(found.response().body()).isEqualTo(added.response().body());
    assertThat(server.get(ROOT, USERS).body().path("users")).hasSize(3);
    assertThat(server.accounts.passwordHash("j.jones@home")).contains("{test}long enough");
  }

  @Test
  void aNameInAnyFormOfUnicodeIsFoundByItsLocation() throws Exception {
    Answer added = server.send(ROOT, "POST", USERS, user("Rene\\u0301e", "long enough", false));

    assertThat(added.header("Location")).endsWith("/admin/users/Ren%C3%A9e");
    assertThat(server.get(ROOT, "/admin/users/Rene%CC%81e").status()).isEqualTo(200);
    assertThat(server.get("Renée", "/admin/users/Rene%CC%81e").status()).isEqualTo(200);
  }

  @Test
  void removesAUser() throws Exception {
    Answer removed = server.send(ROOT, "DELETE", "/admin/users/ann", "");

    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.response().body()).isEmpty();
    assertProblem(server.get(ROOT, "/admin/users/ann"), 404, "no user 'ann'");
    assertProblem(server.send(ROOT, "DELETE", "/admin/users/ann", ""), 404, "no user 'ann'");
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    assertProblem(
        server.send(ROOT, "DELETE", "/admin/users/root", ""), 409, "the last administrator");
    server.send(ROOT, "POST", USERS, user("second", "long enough", true));

    assertThat(server.send(ROOT, "DELETE", "/admin/users/root", "").status()).isEqualTo(204);
    assertThat(server.accounts.accounts())
        .extracting(Account::name)
        .containsExactly("ann", "second");
  }

  @Test
  void whoAsksFirstIsAdministratorAndMustAddOne() throws Exception {
    server.accounts.remove(ANN);
    server.accounts.remove(ROOT);

    assertProblem(
        server.send("", "POST", USERS, user("first", "long enough", false)),
        409,
        "first user must be an administrator");
    assertThat(server.send("", "POST", USERS, user("first", "long enough", true)).status())
        .isEqualTo(201);
    assertProblem(server.send("", "POST", USERS, user("two", "long enough", true)), 401, "Log in");
  }

  @Test
  void refusalsDoNotRepeatThePassword() throws Exception {
    for (String body :
        new String[] {
          user("ann", "my secret word", false),
          user("a b", "my secret word", false),
          user("new", "secret", false),
          "{\"name\":\"new\",\"password\":\"my secret word\",\"admin\":true}",
          "{\"name\":\"new\",\"password\":\"my secret word\"",
          "{\"name\":\"new\",\"password\":my secret word}",
          "{\"name\":\"new\",\"password\":[\"my secret word\"]}",
          "\"my secret word\"",
        }) {
      Answer answer = server.send(ROOT, "POST", USERS, body);
      assertThat(answer.status()).as(body).isBetween(400, 409);
      assertThat(answer.response().body()).doesNotContain("secret");
    }
    assertThat(server.accounts.accounts()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "409 | 'ann'                      | {'name':'ann','password':'long enough'}",
        "400 | letters, digits            | {'name':'a/b','password':'long enough'}",
        "400 | not only digits            | {'name':'12','password':'long enough'}",
        "400 | at least 8                 | {'name':'new','password':'1234567'}",
        "400 | at most 1000               | {'name':'new','password':'LONG'}",
        "400 | 'name' is missing          | {'password':'long enough'}",
        "400 | 'password' is missing      | {'name':'new'}",
        "400 | 'name' must be a string    | {'name':5,'password':'long enough'}",
        "400 | 'administrator' must be tr | {'name':'new','password':'long enough','administrator':'yes'}",
        "400 | no member 'id' here        | {'name':'new','password':'long enough','id':7}",
        "400 | must be a JSON object      | []",
        "400 | must be a JSON object      | null",
        "400 | no proper JSON (line 1     | {'name':'new',",
        "400 | no proper JSON             | {'name':'new','name':'ann','password':'long enough'}",
        "400 | no proper JSON             | {'name':'new','password':'long enough'} {}",
      })
  void saysWhatIsWrong(int status, String detail, String body) throws Exception {
    String sent = body.replace('\'', '"').replace("LONG", "x".repeat(1_001));

    assertProblem(server.send(ROOT, "POST", USERS, sent), status, detail);
    assertThat(server.accounts.accounts()).hasSize(2);
  }

  @Test
  void takesJsonOnlyAndNotTooMuch() throws Exception {
    String body = user("new", "long enough", false);
    assertProblem(
        server.send(
            server
                .request(USERS)
                .header(AdminServer.USER, ROOT)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(body))),
        415,
        "application/json");
    assertProblem(server.send(ROOT, "POST", USERS, ""), 415, "application/json");
    assertProblem(
        server.send(ROOT, "POST", USERS, user("new", "x".repeat(70_000), false)), 413, "larger");
    assertThat(
            server
                .send(
                    server
                        .request(USERS)
                        .header(AdminServer.USER, ROOT)
                        .header("Content-Type", "Application/JSON; charset=utf-8")
                        .POST(BodyPublishers.ofString(body)))
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /admin/users",
    "POST, /admin/users",
    "GET, /admin/users/root",
    "GET, /admin/users/nobody",
    "DELETE, /admin/users/root",
    "DELETE, /admin/users/ann",
    "PUT, /admin/users/root/password",
    "GET, /admin/users/root/tokens",
    "GET, /admin/users/nobody/tokens",
    "POST, /admin/users/root/tokens",
    "DELETE, /admin/users/root/tokens/1",
    "GET, /admin/groups",
    "POST, /admin/groups",
    "GET, /admin/groups/team",
    "GET, /admin/groups/none",
    "DELETE, /admin/groups/team",
    "GET, /admin/groups/team/members",
    "PUT, /admin/groups/team/members/ann",
    "DELETE, /admin/groups/team/members/ann",
  })
  void isForAdministratorsOnly(String method, String path) throws Exception {
    String body = method.startsWith("P") ? user("new", "long enough", true) : "";

    assertProblem(server.send(ANN, method, path, body), 403, "Access forbidden");
    assertProblem(server.send("", method, path, body), 401, "Log in");
    assertThat(server.accounts.accounts()).hasSize(2);
  }

  @Test
  void aUserChangesTheOwnPasswordKnowingTheCurrentOne() throws Exception {
    String path = "/admin/users/ann/password";
    assertProblem(
        server.send(ANN, "PUT", path, "{\"password\":\"new password\"}"), 400, "'current'");
    assertProblem(
        server.send(
            ANN, "PUT", path, "{\"password\":\"new password\",\"current\":\"a wrong one\"}"),
        403,
        "current password");
    assertProblem(
        server.send(ANN, "PUT", path, "{\"password\":\"short\",\"current\":\"ann password\"}"),
        400,
        "at least 8");
    assertThat(server.accounts.passwordHash(ANN)).contains("{test}ann password");

    Answer changed =
        server.send(
            ANN, "PUT", path, "{\"password\":\"new password\",\"current\":\"ann password\"}");

    assertThat(changed.status()).isEqualTo(204);
    assertThat(server.accounts.passwordHash(ANN)).contains("{test}new password");
    assertThat(server.get(ANN, "/admin/users/ann").status()).isEqualTo(200);
  }

  @Test
  void anAdministratorChangesAnyPassword() throws Exception {
    String body = "{\"password\":\"new password\"}";

    assertThat(server.send(ROOT, "PUT", "/admin/users/ann/password", body).status()).isEqualTo(204);
    assertThat(server.accounts.passwordHash(ANN)).contains("{test}new password");
    assertProblem(server.send(ROOT, "PUT", "/admin/users/nobody/password", body), 404, "'nobody'");
  }

  @Test
  void aPageOfAnotherSiteChangesNothing() throws Exception {
    String basic = Base64.getEncoder().encodeToString("root:x".getBytes(StandardCharsets.UTF_8));
    Answer answer =
        server.send(
            server
                .request("/admin/users/ann")
                .header(AdminServer.USER, ROOT)
                .header("Authorization", "Basic " + basic)
                .header("Sec-Fetch-Site", "cross-site")
                .DELETE());

    assertProblem(answer, 403, "another web site");
    assertThat(server.accounts.account(ANN)).isPresent();
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    assertProblem(server.send(ROOT, "PUT", USERS, ""), 405, "");
    assertProblem(server.get(ROOT, "/admin/nothing"), 404, "");
  }
}
