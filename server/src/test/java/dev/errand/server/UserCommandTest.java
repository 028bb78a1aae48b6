// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Account;
import dev.errand.access.TokenSecret;
import dev.errand.access.Tokens.Token;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserCommandTest extends AccountCommandTest {

  private boolean isPassword(String user, String password) {
    try (SqliteAccounts accounts = accounts()) {
      return new SpringPasswordHashes()
          .matches(password, accounts.passwordHash(user).orElseThrow());
    }
  }

  private List<Token> tokens(String user) {
    try (SqliteAccounts accounts = accounts()) {
      return accounts.tokens().of(user);
    }
  }

  @Test
  void addsUsersAndListsThem() {
    CommandRun added =
        runWith(
            "p\u00e4ssword\r\nsecond line\n", "user", "add", "root", "--admin", "--password-stdin");
    assertThat(assertDone(added)).isEqualTo("added user root with the id 1\n");
    addUser("ann");

    assertThat(done("user", "list"))
        .isEqualTo(
            """
            ID  NAME  KIND
            2   ann   user
            1   root  administrator
            """);
    assertThat(isPassword("root", "p\u00e4ssword")).isTrue();
    assertThat(isPassword("root", "second line")).isFalse();
    assertThat(added.toString()).doesNotContain("p\u00e4ssword");
  }

  @Test
  void theFirstUserMustBeAdministrator() {
    assertRefused(
        runWith(PASSWORD, "user", "add", "ann", "--password-stdin"),
        "The first user must be an administrator");
    assertThat(done("user", "list")).isEqualTo("ID  NAME  KIND\n");
  }

  @Test
  void passwordsThatWillNotDoAreRefusedAndNotShown() {
    String[] words = {"user", "add", "root", "--admin", "--password-stdin"};
    assertRefused(runWith("", words), "no password came on standard input");
    assertRefused(runWith("\n" + PASSWORD, words), "no password came on standard input");
    assertRefused(runWith("7 chars\n", words), "at least 8");
    assertRefused(runWith("x".repeat(10_000), words), "too long");
    assertRefused(
        CommandRun.of(folder, new byte[] {'p', (byte) 0xff, 'a', 's', 's'}, words), "no UTF-8");
    assertThat(runWith("7 chars\n", words).toString()).doesNotContain("7 chars");
    assertThat(done("user", "list")).isEqualTo("ID  NAME  KIND\n");
  }

  @Test
  void withoutATerminalItSaysHowToGiveThePassword() {
    assertRefused(run("user", "add", "root", "--admin"), "--password-stdin");
  }

  @Test
  void namesAreRefusedBeforeAPasswordIsAskedFor() {
    addUser("root", "--admin");

    assertRefused(run("user", "add", "root"), "There is a user 'root' already");
    assertRefused(run("user", "add", "a/b"), "letters, digits");
    assertRefused(run("user", "passwd", "ann"), "There is no user 'ann'");
    assertRefused(run("user", "add"), "missing required parameter: 'NAME'");
    assertRefused(run("user"), "add, list, passwd, remove or token");
  }

  @Test
  void changesAPassword() {
    addUser("root", "--admin");

    CommandRun changed = runWith("another one\n", "user", "passwd", "root", "--password-stdin");

    assertThat(assertDone(changed)).isEqualTo("changed the password of root\n");
    assertThat(isPassword("root", "another one")).isTrue();
    assertThat(isPassword("root", PASSWORD)).isFalse();
  }

  @Test
  void removesUsersButTheLastAdministratorOnlyByForce() {
    addUser("root", "--admin");
    addUser("ann");

    assertThat(done("user", "remove", "ann")).isEqualTo("removed user ann\n");
    assertRefused(run("user", "remove", "ann"), "There is no user 'ann'");
    assertRefused(run("user", "remove", "root"), "the last administrator");
    assertRefused(run("user", "remove", "root"), "--force");

    CommandRun forced = run("user", "remove", "root", "--force");
    assertThat(assertDone(forced)).isEqualTo("removed user root\n");
    assertThat(forced.err()).hasSize(1).first().asString().contains("no user is left");
  }

  @Test
  void theLastUserOfAServerThatMayBeRunningStays() {
    addUser("root", "--admin");
    try (DataFolder _ = DataFolder.open(folder)) {
      addUser("ann");
      assertRefused(run("user", "remove", "root"), "the last administrator");
      assertDone(run("user", "remove", "root", "--force"));
      assertRefused(run("user", "remove", "ann", "--force"), "in use by process");
    }
    try (SqliteAccounts accounts = accounts()) {
      assertThat(accounts.accounts()).extracting(Account::name).containsExactly("ann");
    }
  }

  @Test
  void printsATokenAndNothingElse() {
    addUser("root", "--admin");

    CommandRun made = run("user", "token", "root", "--label", "nightly build", "--days", "7");

    assertThat(assertDone(made)).endsWith("\n");
    TokenSecret secret = TokenSecret.of(made.out().strip()).orElseThrow();
    assertThat(made.err()).hasSize(1).first().asString().contains("this once");
    assertThat(made.err().toString()).doesNotContain(secret.text());
    Token kept = tokens("root").getFirst();
    assertThat(kept.label()).isEqualTo("nightly build");
    assertThat(Duration.between(kept.created(), kept.expires())).isEqualTo(Duration.ofDays(7));
    try (SqliteAccounts accounts = accounts()) {
      assertThat(accounts.tokens().find(secret.sha256())).contains(kept);
    }
  }

  @Test
  void listsAndRevokesTokens() {
    addUser("root", "--admin");
    done("user", "token", "root");
    done("user", "token", "root", "--label", "other");
    Token first = tokens("root").getFirst();
    assertThat(Duration.between(first.created(), first.expires())).isEqualTo(Duration.ofDays(90));

    assertThat(done("user", "token", "root", "--list").lines())
        .hasSize(3)
        .first()
        .asString()
        .matches("ID +CREATED +EXPIRES +LABEL");
    assertThat(done("user", "token", "root", "--revoke", first.id()))
        .isEqualTo("revoked token " + first.id() + " of root\n");

    assertThat(tokens("root")).hasSize(1).doesNotContain(first);
    assertRefused(run("user", "token", "root", "--revoke", first.id()), "has no token");
    assertRefused(run("user", "token", "root", "--days", "0"), "1 to 3650 days");
    assertRefused(run("user", "token", "root", "--list", "--days", "5"), "mutually exclusive");
    assertRefused(run("user", "token", "ann"), "There is no user 'ann'");
  }

  @Test
  void aFolderOfAWrongNameIsNotMade() {
    CommandRun run = CommandRun.of(folder.resolve("nix"), "", "user", "list");

    assertRefused(run, "there is no errand.db in " + folder.resolve("nix"));
    assertThat(folder.resolve("nix")).doesNotExist();
  }
}
