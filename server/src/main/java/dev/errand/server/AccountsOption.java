// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.access.Accounts;
import dev.errand.access.GuardedAccounts;
import dev.errand.access.Principal;
import dev.errand.security.SpringPasswordHashes;
import dev.errand.sqlite.SqliteAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/**
 * The data folder whose accounts a command is about. A server may be at work on it, so the folder
 * is not taken.
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

  Path data() {
    return data;
  }

  /** Works on the accounts of a folder that may be new. */
  int inAny(Work work) throws Exception {
    Path folder = DataFolder.make(data.toAbsolutePath().normalize());
    try (SqliteAccounts accounts = SqliteAccounts.in(folder);
        AuditLog _ = AuditLog.beside(folder)) {
      work.on(guarded(accounts));
    }
    return ExitCode.DONE;
  }

  /**
   * Works on accounts that there are.
   *
   * @throws Refusal if nothing was ever kept in the folder, rather than making one of a wrong name
   */
  int inExisting(Work work) throws Exception {
    if (!Files.exists(data.resolve(FILE))) {
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
