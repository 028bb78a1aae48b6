// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Group;
import dev.errand.access.GuardedGroups;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a group. */
@Command(
    name = "remove",
    description = "Removes a group with its memberships; its files stay.",
    mixinStandardHelpOptions = true)
final class GroupRemoveCommand implements Callable<Integer> {

  @Mixin private GroupParameter group = new GroupParameter();

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      GuardedGroups groups = accounts.groups();
      Group in = group.in(groups);
      if (!groups.remove(in)) {
        throw new Refusal("the group %s has just been removed".formatted(in.name()));
      }
      System.out.printf("removed group %s%n", in.name());
    });
  }
}
