// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a user another password. */
@Command(
    name = "passwd",
    description = "Gives a user another password; asks for it twice. Tokens stay valid.",
    mixinStandardHelpOptions = true)
final class UserPasswdCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The user.")
  private String name = "";

  @Mixin private PasswordInput password = new PasswordInput();

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inExisting(accounts -> {
      String account = accounts.find(name).name();
      accounts.password(account, password.read());
      System.out.printf("changed the password of %s%n", account);
    });
  }
}
