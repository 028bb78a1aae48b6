// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.http.callback.SecretFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what callbacks are signed with. */
@Command(
    name = "callback-secret",
    description = {
      "Prints the secret that callbacks are signed with, for those who verify them.",
      "It is the one of the data folder, made if there is none; a server that was given another by"
          + " errand.callbacks.secret uses that."
    },
    mixinStandardHelpOptions = true)
final class CallbackSecretCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder of the server, which may be running. Default: errand-data.")
  private Path data = Path.of("errand-data");

  @Override
  public Integer call() {
    Path folder = data.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new Refusal(
          "there is no folder %s; name the server's data folder with --data".formatted(folder));
    }
    System.out.println(SecretFile.in(folder).text());
    return ExitCode.DONE;
  }
}
