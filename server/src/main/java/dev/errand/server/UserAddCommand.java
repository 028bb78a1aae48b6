// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Account;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a user. */
@Command(
    name = "add",
    description = "Adds a user; asks for the password twice. The first one must be --admin.",
    mixinStandardHelpOptions = true)
final class UserAddCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Letters, digits and . _ @ + -, not only digits.")
  private String name = "";

  @Option(names = "--admin", description = "The user may do everything.")
  private boolean administrator;

  @Mixin private PasswordInput password = new PasswordInput();

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    return folder.inAny(accounts -> {
      accounts.requireAddable(name, administrator);
      Account added = accounts.add(name, password.read(), administrator);
      System.out.printf("added user %s with the id %d%n", added.name(), added.id());
    });
  }
}
