// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.SecretFiles;
import dev.errand.access.Secrets;
import dev.errand.ogc.callback.CallbackSecret;
import dev.errand.postgres.PostgresSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what callbacks are signed with. */
@Command(
    name = "callback-secret",
    description = {
      "Prints the secret that callbacks are signed with, for those who verify them.",
      "It is the one of the data folder, or of the database where the server has one, made if there is"
          + " none; a server that was given another by errand.callbacks.secret uses that."
    },
    mixinStandardHelpOptions = true)
final class CallbackSecretCommand implements Callable<Integer> {

  @Mixin private final AccountsOption place = new AccountsOption();

  @Override
  public Integer call() {
    Path folder = place.data().toAbsolutePath().normalize();
    Secrets secrets =
        place
            .database()
            .<Secrets>map(database -> new PostgresSecrets(database.settings(), List.of(folder)))
            .orElseGet(() -> inFolder(folder));
    System.out.println(CallbackSecret.in(secrets).text());
    return ExitCode.DONE;
  }

  private static Secrets inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new Refusal(
          "there is no folder %s; name the server's data folder with --data".formatted(folder));
    }
    return new SecretFiles(folder);
  }
}
