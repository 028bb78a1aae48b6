// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Account;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the users. */
@Command(name = "list", description = "Lists the users.", mixinStandardHelpOptions = true)
final class UserListCommand implements Callable<Integer> {

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      Columns columns = new Columns("ID", "NAME", "KIND");
      for (Account account : accounts.all()) {
        columns.row(
            Long.toString(account.id()),
            account.name(),
            account.administrator() ? "administrator" : "user");
      }
      columns.print(System.out);
    });
  }
}
