// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about users. */
@Command(
    name = "user",
    description = "Adds, lists and removes users, their passwords and tokens.",
    subcommands = {
      UserAddCommand.class,
      UserListCommand.class,
      UserPasswdCommand.class,
      UserRemoveCommand.class,
      UserTokenCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  private UserCommand(CommandSpec spec) {
    this.spec = spec;
  }

  UserCommand() {
    this(CommandSpec.create());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what about users: add, list, passwd, remove or token");
  }
}
