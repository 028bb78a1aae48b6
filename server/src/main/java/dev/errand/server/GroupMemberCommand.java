// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Account;
import dev.errand.access.Group;
import dev.errand.access.GuardedGroups;
import dev.errand.task.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a user a member of a group, changes the role, or ends the membership. */
@Command(
    name = "member",
    description = "Makes a user a member of a group, in a role; the role 'none' ends that.",
    mixinStandardHelpOptions = true)
final class GroupMemberCommand implements Callable<Integer> {

  private static final String NONE = "none";

  @Mixin private GroupParameter group = new GroupParameter();

  @Parameters(index = "1", paramLabel = "USER", description = "The user.")
  private String user = "";

  @Parameters(
      index = "2",
      paramLabel = "ROLE",
      description = "guest, reviewer, contributor, manager, moderator, approver or none.")
  private String word = "";

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    Optional<Role> role = role();
    return folder.inExisting(accounts -> {
      GuardedGroups groups = accounts.groups();
      Group in = group.in(groups);
      Account account = accounts.find(user);
      if (role.isPresent()) {
        set(groups, in, account, role.get());
      } else {
        end(groups, in, account);
      }
    });
  }

  private Optional<Role> role() {
    Optional<Role> role = Role.of(word);
    if (role.isEmpty() && !word.equalsIgnoreCase(NONE)) {
      throw new Refusal(
          "there is no role '%s'; there is %s and %s"
              .formatted(
                  word,
                  Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", ")),
                  NONE));
    }
    return role;
  }

  private static void set(GuardedGroups groups, Group group, Account account, Role role) {
    if (!groups.setRole(group, account.name(), role)) {
      throw new Refusal("the user or the group has just been removed");
    }
    System.out.printf("%s is now %s in %s%n", account.name(), role.word(), group.name());
  }

  private static void end(GuardedGroups groups, Group group, Account account) {
    if (!groups.removeMember(group, account.name())) {
      throw new Refusal("%s is no member of %s".formatted(account.name(), group.name()));
    }
    System.out.printf("%s is no longer in %s%n", account.name(), group.name());
  }
}
