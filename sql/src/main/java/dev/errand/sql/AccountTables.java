// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.sql.SQLException;

/** The tables of accounts: what is known of them is told apart by their changes. */
final class AccountTables {

  private static final String GROW = "UPDATE account_version SET version = version + 1";

  /** How the answer to a question is read. */
  @FunctionalInterface
  interface Lookup<Q, A> {
    A answer(Statements statements, Q question) throws SQLException;
  }

  private final Tables tables;
  private final Generation generation;

  /**
   * @throws dev.errand.task.StoreException if the tables cannot be read
   */
  AccountTables(Tables tables, Trust trust) {
    this.tables = tables;
    this.generation = new Generation(trust, () -> tables.ask(Generation::version));
  }

  /** What the tables answer to questions of one kind, until they change. */
  <Q, A> RecentAnswers<Q, A> remembered(Lookup<Q, A> lookup) {
    return new RecentAnswers<>(
        generation, question -> tables.ask(statements -> lookup.answer(statements, question)));
  }

  <T> T ask(Tables.Query<T> query) {
    return tables.ask(query);
  }

  /** Changes the tables, of which everybody learns. */
  <T> T change(Tables.Query<T> change) {
    try {
      return tables.change(statements -> {
        T result = change.ask(statements);
        statements.bind(GROW).update();
        return result;
      });
    } finally {
      generation.changed();
    }
  }

  void close() {
    tables.close();
  }
}
