// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.move.Move;
import dev.errand.move.MoveResult;
import dev.errand.postgres.PostgresMoveTarget;
import dev.errand.postgres.PostgresSettings;
import dev.errand.spring.StoreAccess;
import dev.errand.sqlite.SqliteMoveSource;
import dev.errand.store.FolderOutputs;
import dev.errand.store.OutputStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Moves what a data folder keeps in its own file into a database. */
@Command(
    name = "move",
    description = {
      "Moves tasks with their logs and files, accounts, groups, tokens and documents' names from a"
          + " data folder into an empty PostgreSQL database, and compares both.",
      "If it ends in the middle, the same command goes on where it stopped. Repositories, documents"
          + " and uploads stay in the folder, which the server goes on using."
    },
    mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "The data folder, on which no server may be at work. Default: errand-data.")
  private Path from = Path.of("errand-data");

  @Option(
      names = "--to",
      paramLabel = "URL",
      description =
          "The PostgreSQL database, such as jdbc:postgresql://localhost/errand. User and password:"
              + " ERRAND_STORE_USER and ERRAND_STORE_PASSWORD in the environment. Default: what"
              + " ERRAND_STORE says.")
  private @Nullable String to;

  @Option(
      names = "--anew",
      description =
          "Throw away what an unfinished move of this folder brought, and move everything again.")
  private boolean anew;

  @Option(
      names = "--take-back",
      description =
          "Move nothing, but let the folder's own file be used again, as it was when the move began.")
  private boolean takeBack;

  @Override
  public Integer call() {
    Path wanted = from.toAbsolutePath().normalize();
    if (!Files.isDirectory(wanted)) {
      throw new Refusal(
          "there is no folder %s; name the server's data folder with --from".formatted(wanted));
    }
    try (DataFolder folder = DataFolder.open(wanted);
        SqliteMoveSource source = SqliteMoveSource.open(folder.path())) {
      return takeBack ? takeBack(source, folder) : move(source, folder);
    }
  }

  private static int takeBack(SqliteMoveSource source, DataFolder folder) {
    source
        .takeBack()
        .ifPresentOrElse(
            mark ->
                System.out.printf(
                    "%s may be used again, as it was. What is at %s stays there; do not use both.%n",
                    folder.path(), mark.place()),
            () -> System.out.printf("%s was not being moved.%n", folder.path()));
    return ExitCode.DONE;
  }

  private int move(SqliteMoveSource source, DataFolder folder) {
    StoreAccess database = database();
    PostgresSettings settings = database.settings();
    MoveScreen screen = new MoveScreen(System.err, Terminal.isThere());
    try (LockedFolder locked = LockedFolder.in(folder.path());
        PostgresMoveTarget target = PostgresMoveTarget.open(settings);
        OutputStore files = new FolderOutputs(folder.path().resolve("outputs"))) {
      Move move = new Move(source, files, target, screen, InstantSource.system());
      MoveResult result = move.run(locked.id(), folder.path().toString(), anew);
      screen.end();
      System.out.println(
          new MoveReport(result, folder.path(), settings.toString(), database.url()));
      return result.isFinished() ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      screen.end();
    }
  }

  private StoreAccess database() {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigurationPropertySources.attach(environment);
    if (to != null) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("options", Map.of("errand.store", to)));
    }
    return StoreAccess.in(environment)
        .orElseThrow(() -> new Refusal("say where to: --to jdbc:postgresql://HOST/DATABASE"));
  }
}
