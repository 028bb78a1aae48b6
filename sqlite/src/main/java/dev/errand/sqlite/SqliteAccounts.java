// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.SqlAccounts;
import dev.errand.sql.Trust;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Keeps accounts, groups, memberships and tokens in the same file as {@link SqliteStore} keeps
 * tasks, by connections of its own. May be open beside a store in this process or another, and
 * beside others of its kind, so that the command line works while a server runs. Every change is on
 * the disk when its method returns.
 *
 * <p>Answers to what requests ask are remembered. What is changed here is seen here at once; what
 * another process, or another instance, changes is seen after {@link #TRUST} at the latest.
 */
public final class SqliteAccounts extends SqlAccounts {

  /** How long a change by somebody else may stay unnoticed: 100 ms. */
  public static final Duration TRUST = Duration.ofMillis(100);

  private final SideFile file;

  private SqliteAccounts(SideFile file, Duration trust) {
    super(file, Trust.of(trust));
    this.file = file;
  }

  /**
   * Opens the accounts in a data folder, which is made if it is missing. Tables of an older version
   * are brought up to date, unless somebody holds the folder.
   *
   * @throws dev.errand.task.StoreException if the file is not usable, or of another version and
   *     held
   */
  public static SqliteAccounts in(Path dataFolder) {
    return in(dataFolder, TRUST);
  }

  static SqliteAccounts in(Path dataFolder, Duration trust) {
    return new SqliteAccounts(SideFile.open(dataFolder.toAbsolutePath().normalize()), trust);
  }

  /** For tests: stands in for a disk of so many pages of 4 KiB. */
  void limitPages(long pages) throws SQLException {
    file.pragma("max_page_count = " + pages);
  }

  /** For tests: how long another writer is waited for. */
  void busyMillis(int millis) throws SQLException {
    file.pragma("busy_timeout = " + millis);
  }
}
