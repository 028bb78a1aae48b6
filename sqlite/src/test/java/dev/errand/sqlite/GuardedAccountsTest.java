// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.errand.access.Audit;
import dev.errand.access.ForbiddenException;
import dev.errand.access.Group;
import dev.errand.access.GuardedAccounts;
import dev.errand.access.PasswordHashes;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What changes to accounts leave in the audit; the rest is tested through the web and commands. */
class GuardedAccountsTest {

  @TempDir Path folder;

  @RegisterExtension final HeardLog audit = new HeardLog(Audit.LOGGER);

  private record Prefixed() implements PasswordHashes {
    @Override
    public String hash(CharSequence password) {
      return "{test}" + password;
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      return hash.equals("{test}" + password);
    }
  }

  private static GuardedAccounts as(Principal principal, SqliteAccounts accounts) {
    return new GuardedAccounts(accounts, new Prefixed(), InstantSource.system(), principal);
  }

  private List<String> lines() {
    return audit.lines().stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void everyChangeLeavesALineWithWhoMadeIt() {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      as(Principal.LOCAL, accounts).add("root", "first secret", true);
      GuardedAccounts root = as(Principal.administrator("root"), accounts);
      root.add("ann", "second secret", false);
      Group group = root.groups().add("team", OptionalLong.of(7), false);
      root.groups().setRole(group, "ann", Role.MANAGER);
      root.groups().removeMember(group, "ann");
      GuardedAccounts ann = as(Principal.user("ann"), accounts);
      ann.password("ann", "second secret", "third secret");
      String token = ann.tokens().add("ann", "", Duration.ofDays(1)).token().id();
      ann.tokens().revoke("ann", token);
      root.groups().remove(group);
      root.remove("ann", false);

      assertThat(lines())
          .containsExactly(
              done("local", "user root (1) added as administrator"),
              done("root", "user ann (2) added"),
              done("root", "group team (7) added"),
              done("root", "ann now manager in group team"),
              done("root", "ann no longer in group team"),
              done("ann", "password of ann changed"),
              done("ann", "token " + token + " of ann added"),
              done("ann", "token " + token + " of ann revoked"),
              done("root", "group team (7) removed"),
              done("root", "user ann (2) removed"));
    }
  }

  private static String done(String who, String on) {
    return "who=%s what=change-account on=\"%s\" outcome=done".formatted(who, on);
  }

  @Test
  void everyRefusalLeavesALineAndNoneASecret() {
    try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
      accounts.add("root", "{test}root secret", true);
      accounts.add("ann", "{test}ann secret", false);
      GuardedAccounts ann = as(Principal.user("ann"), accounts);

      assertForbidden(() -> ann.add("ben", "new secret", true));
      assertForbidden(() -> ann.remove("root", true));
      assertForbidden(() -> ann.password("root", "new secret"));
      assertForbidden(() -> ann.password("ann", "new secret"));
      assertForbidden(() -> ann.password("ann", "wrong secret", "new secret"));
      assertForbidden(() -> ann.tokens().add("root", "", Duration.ofDays(1)));
      assertForbidden(() -> ann.groups().add("team", OptionalLong.empty(), false));

      assertThat(lines())
          .hasSize(7)
          .allMatch(line -> line.startsWith("who=ann ") && line.endsWith(" outcome=refused"))
          .noneMatch(line -> line.contains("secret"));
      assertThat(accounts.accounts()).hasSize(2);
      assertThat(accounts.passwordHash("ann")).contains("{test}ann secret");
    }
  }

  private static void assertForbidden(Runnable change) {
    assertThatThrownBy(change::run).isInstanceOf(ForbiddenException.class);
  }
}
