// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlAccounts;
import dev.errand.sql.Trust;
import java.time.Duration;

/**
 * Keeps accounts, groups, memberships and tokens in the database that {@link PostgresStore} keeps
 * tasks in, by connections of its own. All nodes share them, and the command line may use them
 * while servers run. Every change is durable when its method returns.
 *
 * <p>Answers to what requests ask are remembered. What is changed here is seen here at once; what
 * another instance changes is seen after {@link #TRUST} at the latest, or {@link #GRACE} while the
 * database cannot be reached.
 */
public final class PostgresAccounts extends SqlAccounts {

  /** How long a change by somebody else may stay unnoticed: 100 ms. */
  public static final Duration TRUST = Duration.ofMillis(100);

  /**
   * How long what is known stays good while the database cannot be reached: 5 minutes. Nothing can
   * be started meanwhile; it lets those who are known see the tasks that run here.
   */
  public static final Duration GRACE = Duration.ofMinutes(5);

  private PostgresAccounts(SharedTables tables) {
    super(tables, new Trust(TRUST, GRACE));
  }

  /**
   * Opens the accounts in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.task.StoreException if the database is not usable
   */
  public static PostgresAccounts at(PostgresSettings settings) {
    return new PostgresAccounts(
        SharedTables.open(settings, "accounts", "the users, groups and tokens"));
  }
}
