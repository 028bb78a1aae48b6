// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.GuardedGroups;
import dev.errand.access.Membership;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the members of a group. */
@Command(
    name = "members",
    description = "Lists the members of a group.",
    mixinStandardHelpOptions = true)
final class GroupMembersCommand implements Callable<Integer> {

  @Mixin private GroupParameter group = new GroupParameter();

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      GuardedGroups groups = accounts.groups();
      Columns columns = new Columns("USER", "ROLE");
      for (Membership member : groups.members(group.in(groups))) {
        columns.row(member.account(), member.role().word());
      }
      columns.print(System.out);
    });
  }
}
