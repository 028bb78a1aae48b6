// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Accounts;
import dev.errand.access.GuardedAccounts;
import dev.errand.postgres.PostgresAccounts;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.spring.StoreAccess;
import dev.errand.sqlite.SqliteAccounts;
import dev.errand.task.Principal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Option;

/**
 * The data folder or the database whose accounts a command is about. A server may be at work on it,
 * so the folder is not taken. What is done is told in the audit log of the folder.
 */
final class AccountsOption {

  private static final String FILE = "errand.db";

  /** What a command does with accounts. */
  @FunctionalInterface
  interface Work {
    void on(GuardedAccounts accounts) throws Exception;
  }

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The data folder of the server, which may be running. Default: errand-data.")
  private Path data = Path.of("errand-data");

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "The PostgreSQL database of the server, where it has one. User and password:"
              + " ERRAND_STORE_USER and ERRAND_STORE_PASSWORD in the environment.")
  private @Nullable String store;

  Path data() {
    return data;
  }

  /** The database, if accounts are not kept in the folder. */
  Optional<StoreAccess> database() {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigurationPropertySources.attach(environment);
    if (store != null) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("options", Map.of("errand.store", store)));
    }
    return StoreAccess.in(environment);
  }

  /** Works on the accounts of a database, or of a folder that may be new. */
  int inAny(Work work) throws Exception {
    Optional<StoreAccess> database = database();
    Path folder = FolderUse.DATA.make(data.toAbsolutePath().normalize());
    try (AuditLog _ = AuditLog.beside(folder)) {
      if (database.isPresent()) {
        try (PostgresAccounts accounts = PostgresAccounts.at(database.get().settings())) {
          work.on(guarded(accounts));
        }
      } else {
        try (SqliteAccounts accounts = SqliteAccounts.in(folder)) {
          work.on(guarded(accounts));
        }
      }
    }
    return ExitCode.DONE;
  }

  /**
   * Works on accounts that there are.
   *
   * @throws Refusal if nothing was ever kept in the folder, rather than making one of a wrong name
   */
  int inExisting(Work work) throws Exception {
    if (database().isEmpty() && !Files.exists(data.resolve(FILE))) {
      throw new Refusal(
          "there is no %s in %s; name the server's data folder with --data, or begin with 'errand user add NAME --admin'"
              .formatted(FILE, data.toAbsolutePath().normalize()));
    }
    return inAny(work);
  }

  private static GuardedAccounts guarded(Accounts accounts) {
    return new GuardedAccounts(
        accounts, new SpringPasswordHashes(), InstantSource.system(), Principal.LOCAL);
  }
}
