// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Group;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a group. */
@Command(name = "add", description = "Adds a group.", mixinStandardHelpOptions = true)
final class GroupAddCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "Lower-case letters, digits, _ and ~ in parts joined by hyphens.")
  private String name = "";

  @Option(
      names = "--id",
      paramLabel = "N",
      description = "The id it shall have. Default: a new one.")
  private @Nullable Long id;

  @Option(names = "--project", description = "It is a project, which holds groups.")
  private boolean project;

  @Mixin private AccountsOption folder = new AccountsOption();

  @Override
  public Integer call() throws Exception {
    OptionalLong wanted = id == null ? OptionalLong.empty() : OptionalLong.of(id);
    return folder.inAny(accounts -> {
      Group added = accounts.groups().add(name, wanted, project);
      System.out.printf("added group %s with the id %d%n", added.name(), added.id());
    });
  }
}
