// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.SqlDocuments;

/**
 * Keeps the register of documents in the database that {@link PostgresStore} keeps tasks in, by
 * connections of its own: the store need not be open. Lists are in the order of the paths' bytes in
 * UTF-8.
 */
public final class PostgresDocuments extends SqlDocuments {

  private PostgresDocuments(SharedTables tables) {
    super(tables);
  }

  /**
   * Opens the register in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.task.StoreException if the database is not usable
   */
  public static PostgresDocuments at(PostgresSettings settings) {
    return new PostgresDocuments(SharedTables.open(settings, "documents", "the documents"));
  }
}
