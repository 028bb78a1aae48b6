// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.http.admin.AdminServer.Answer;
import dev.errand.task.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupRoutesTest extends AdminTest {

  private static final String GROUPS = "/admin/groups";

  @Test
  void addsGroupsAndProjects() throws Exception {
    Answer project = server.send(ROOT, "POST", GROUPS, "{\"name\":\"test\",\"project\":true}");
    Answer group = server.send(ROOT, "POST", GROUPS, "{\"name\":\"test-local5\",\"id\":731}");

    assertThat(project.status()).isEqualTo(201);
    assertThat(project.header("Location")).endsWith("/admin/groups/test");
    assertThat(group.response().body())
        .isEqualTo("{\"id\":731,\"name\":\"test-local5\",\"project\":false}\n");
    for (String address : new String[] {"731", "test-local5"}) {
      assertThat(server.get(ROOT, GROUPS + "/" + address).response().body())
          .isEqualTo(group.response().body());
    }
    assertThat(server.get(ROOT, GROUPS).body().path("groups"))
        .containsExactly(project.body(), group.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "409 | 'team' already     | {'name':'team'}",
        "409 | the id 1           | {'name':'new','id':1}",
        "400 | lower-case         | {'name':'New'}",
        "400 | lower-case         | {'name':'..'}",
        "400 | from 1 to          | {'name':'new','id':0}",
        "400 | from 1 to          | {'name':'new','id':9223372036854775807}",
        "400 | whole number       | {'name':'new','id':'7'}",
        "400 | 'name' is missing  | {}",
      })
  void saysWhatIsWrong(int status, String detail, String body) throws Exception {
    server.send(ROOT, "POST", GROUPS, "{\"name\":\"team\",\"id\":1}");

    assertProblem(server.send(ROOT, "POST", GROUPS, body.replace('\'', '"')), status, detail);
    assertThat(server.accounts.groups()).hasSize(1);
  }

  @Test
  void removesAGroup() throws Exception {
    server.send(ROOT, "POST", GROUPS, "{\"name\":\"team\"}");

    assertThat(server.send(ROOT, "DELETE", "/admin/groups/team", "").status()).isEqualTo(204);
    assertProblem(server.send(ROOT, "DELETE", "/admin/groups/team", ""), 404, "'team'");
    assertProblem(server.get(ROOT, "/admin/groups/team/members"), 404, "'team'");
    assertProblem(server.get(ROOT, "/admin/groups/99999999999999999999"), 404, "999'");
  }

  @Test
  void usersJoinChangeTheirRoleAndLeave() throws Exception {
    server.send(ROOT, "POST", GROUPS, "{\"name\":\"team\",\"id\":7}");
    String member = "/admin/groups/team/members/ann";

    assertThat(server.send(ROOT, "PUT", member, "{\"role\":\"guest\"}").status()).isEqualTo(204);
    assertThat(server.send(ROOT, "PUT", member, "{\"role\":\"Manager\"}").status()).isEqualTo(204);

    assertThat(server.accounts.roles(ANN)).isEqualTo(Map.of(7L, Role.MANAGER));
    assertThat(server.get(ROOT, "/admin/groups/7/members").response().body())
        .isEqualTo("{\"members\":[{\"user\":\"ann\",\"role\":\"manager\"}]}\n");
    assertThat(server.send(ROOT, "DELETE", member, "").status()).isEqualTo(204);
    assertProblem(server.send(ROOT, "DELETE", member, ""), 404, "no member");
    assertProblem(
        server.send(ROOT, "PUT", member, "{\"role\":\"king\"}"),
        400,
        "guest, reviewer, contributor, manager, moderator, approver");
    assertProblem(
        server.send(ROOT, "PUT", "/admin/groups/7/members/nobody", "{\"role\":\"guest\"}"),
        404,
        "'nobody'");
    assertThat(server.accounts.roles(ANN)).isEmpty();
  }
}
