// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.AccountRuleException;
import dev.errand.access.GuardedAccounts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a user. */
@Command(
    name = "remove",
    description = "Removes a user with all memberships and tokens.",
    mixinStandardHelpOptions = true)
final class UserRemoveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The user.")
  private String name = "";

  @Option(names = "--force", description = "Even the last administrator.")
  private boolean force;

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      accounts.find(name);
      if (force && accounts.all().size() == 1) {
        removeTheLast(accounts);
      } else {
        remove(accounts);
      }
    });
  }

  /** A server without users takes callers for administrators, so none may be running. */
  private void removeTheLast(GuardedAccounts accounts) {
    if (folder.database().isPresent()) {
      throw new Refusal(
          "the last user of a database stays: servers that are at work on it would take whoever"
              + " reaches them for an administrator");
    }
    try (DataFolder _ = DataFolder.open(folder.data())) {
      remove(accounts);
    }
    System.err.println(
        "errand: no user is left; a server on this folder takes whoever reaches it from this"
            + " machine for an administrator");
  }

  private void remove(GuardedAccounts accounts) {
    try {
      accounts.remove(name, force);
    } catch (AccountRuleException last) {
      throw new Refusal(last.getMessage() + " --force removes this one all the same.", last);
    }
    System.out.printf("removed user %s%n", name);
  }
}
