// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.bench.chaos.ChaosBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
    name = "bench",
    description = "Measures Errand beside what limits it, and prints the ratios.",
    subcommands = {
      SubmitBench.class,
      LifeCycleBench.class,
      PostgresBench.class,
      NodesBench.class,
      ChaosBench.class,
      PickupBench.class,
      PollBench.class,
      StreamsBench.class,
      LongPollBench.class,
      ImportBench.class,
      ExportBench.class,
      SyntheticImport.class,
      SyntheticExport.class,
      WatchedServer.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    return new CommandLine(new Main(CommandSpec.create()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }
}
