// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shells learn the commands and options from the program itself, so that they are never older. */
@Command(
    name = "completion",
    description = {
      "Prints a script with which bash, and zsh after bashcompinit, completes commands and options.",
      "For this shell: eval \"$(errand completion)\""
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    System.out.println(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
