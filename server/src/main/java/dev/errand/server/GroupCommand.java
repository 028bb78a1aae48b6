// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about groups. */
@Command(
    name = "group",
    description = "Adds, lists and removes groups and their members.",
    subcommands = {
      GroupAddCommand.class,
      GroupListCommand.class,
      GroupMemberCommand.class,
      GroupMembersCommand.class,
      GroupRemoveCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class GroupCommand implements Runnable {

  @Spec private CommandSpec spec;

  private GroupCommand(CommandSpec spec) {
    this.spec = spec;
  }

  GroupCommand() {
    this(CommandSpec.create());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what about groups: add, list, member, members or remove");
  }
}
