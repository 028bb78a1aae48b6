// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. Without a command it says which there are. */
@Command(
    name = "errand",
    description =
        "Runs long operations behind a web API: start, poll, watch, cancel, fetch the result.",
    subcommands = {
      ServeCommand.class,
      RunCommand.class,
      UserCommand.class,
      GroupCommand.class,
      CallbackSecretCommand.class,
      MoveCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the task FINISHED",
      "1:the task FAILED; what was moved is not equal",
      "2:what was asked for cannot be done; a line says why",
      "3:the task was CANCELLED"
    })
public final class Main implements Runnable {

  @Option(
      names = "--debug",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  private boolean debug;

  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    this.spec = spec;
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    CommandLine line = commandLine();
    try {
      NameEncoding.requireUtf8(System.getProperty("sun.jnu.encoding", "UTF-8"));
    } catch (Refusal unfit) {
      return ErrorLine.of(unfit).print(line.getErr());
    }
    return line.execute(args);
  }

  static CommandLine commandLine() {
    Main main = new Main(CommandSpec.create());
    CommandLine line = new CommandLine(main);
    line.setParameterExceptionHandler((error, all) -> ErrorLine.of(error).print(line.getErr()));
    line.setExecutionExceptionHandler((error, command, all) -> main.explain(error, line.getErr()));
    line.setExpandAtFiles(false);
    return line;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command given");
  }

  private int explain(Exception error, PrintWriter err) {
    if (debug) {
      error.printStackTrace(err);
    }
    return ErrorLine.of(error).print(err);
  }
}
