// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

/** The tables of accounts: what is known of them is told apart by their changes. */
final class AccountTables implements AutoCloseable {

  private static final String GROW = "UPDATE account_version SET version = version + 1";

  private final SharedTables tables;
  private final Generation generation;

  private AccountTables(SharedTables tables, Generation.Trust trust) {
    this.tables = tables;
    this.generation = new Generation(trust, () -> tables.ask(Generation::version));
  }

  /**
   * @param trust how long what was read is believed
   * @throws dev.errand.StoreException if the database is not usable
   */
  static AccountTables open(PostgresSettings settings, Generation.Trust trust) {
    return new AccountTables(SharedTables.open(settings, "accounts"), trust);
  }

  Generation generation() {
    return generation;
  }

  <T> T ask(SharedTables.Query<T> query) {
    return tables.ask(query);
  }

  /** Changes the tables in a transaction of its own, which is durable when this returns. */
  <T> T change(SharedTables.Query<T> change) {
    try {
      return tables.change(rows -> {
        T result = change.ask(rows);
        rows.get(GROW).executeUpdate();
        return result;
      });
    } finally {
      generation.changed();
    }
  }

  @Override
  public void close() {
    tables.close();
  }
}
