// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Group;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the groups. */
@Command(name = "list", description = "Lists the groups.", mixinStandardHelpOptions = true)
final class GroupListCommand implements Callable<Integer> {

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      Columns columns = new Columns("ID", "NAME", "KIND");
      for (Group group : accounts.groups().all()) {
        columns.row(Long.toString(group.id()), group.name(), group.project() ? "project" : "group");
      }
      columns.print(System.out);
    });
  }
}
