// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.sqlite.SqliteAccounts;
import dev.errand.task.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupCommandTest extends AccountCommandTest {

  @Test
  void addsListsAndRemovesGroups() {
    assertThat(done("group", "add", "test", "--project"))
        .isEqualTo("added group test with the id 1\n");
    assertThat(done("group", "add", "test-local5", "--id", "731"))
        .isEqualTo("added group test-local5 with the id 731\n");

    assertThat(done("group", "list"))
        .isEqualTo(
            """
            ID   NAME         KIND
            1    test         project
            731  test-local5  group
            """);
    assertThat(done("group", "remove", "731")).isEqualTo("removed group test-local5\n");
    assertRefused(run("group", "remove", "test-local5"), "there is no group 'test-local5'");
  }

  @Test
  void saysWhatIsWrong() {
    done("group", "add", "team", "--id", "7");

    assertRefused(run("group", "add", "team"), "There is a group 'team' already");
    assertRefused(run("group", "add", "other", "--id", "7"), "'team' has the id 7 already");
    assertRefused(run("group", "add", "other", "--id", "0"), "from 1 to");
    assertRefused(run("group", "add", "other", "--id", "seven"), "'seven' is not a long");
    assertRefused(run("group", "add", "Team"), "lower-case letters");
    assertRefused(run("group", "members", "nix"), "there is no group 'nix'");
    assertRefused(run("group"), "add, list, member, members or remove");
    done("group", "remove", "team");
    assertRefused(run("group", "add", "other", "--id", "7"), "never used again");
  }

  @Test
  void usersJoinChangeTheirRoleAndLeave() {
    addUser("root", "--admin");
    done("group", "add", "team", "--id", "7");

    assertThat(done("group", "member", "team", "root", "guest"))
        .isEqualTo("root is now guest in team\n");
    assertThat(done("group", "member", "7", "root", "Manager"))
        .isEqualTo("root is now manager in team\n");

    try (SqliteAccounts accounts = accounts()) {
      assertThat(accounts.roles("root")).isEqualTo(Map.of(7L, Role.MANAGER));
    }
    assertThat(done("group", "members", "team"))
        .isEqualTo(
            """
            USER  ROLE
            root  manager
            """);
    assertThat(done("group", "member", "team", "root", "none"))
        .isEqualTo("root is no longer in team\n");
    assertThat(done("group", "members", "7")).isEqualTo("USER  ROLE\n");
    assertRefused(run("group", "member", "team", "root", "none"), "is no member");
    assertRefused(
        run("group", "member", "team", "root", "king"),
        "guest, reviewer, contributor, manager, moderator, approver and none");
    assertRefused(run("group", "member", "team", "ann", "guest"), "There is no user 'ann'");
    assertRefused(run("group", "member", "nix", "root", "guest"), "there is no group 'nix'");
  }
}
