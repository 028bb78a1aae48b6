// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** The file as the accounts use it: what is known of it is told apart by its changes. */
final class AccountFile implements AutoCloseable {

  private static final String GROW = "UPDATE account_version SET version = version + 1";

  private final SideFile file;
  private final Generation generation;

  private AccountFile(SideFile file, Duration trust) {
    this.file = file;
    this.generation = new Generation(trust, () -> file.ask(Generation::version));
  }

  /**
   * @param trust how long changes by other processes may stay unnoticed
   * @throws dev.errand.StoreException if the file is not usable
   */
  static AccountFile open(Path folder, Duration trust) {
    return new AccountFile(SideFile.open(folder), trust);
  }

  Generation generation() {
    return generation;
  }

  <T> T ask(Readers.Query<T> query) {
    return file.ask(query);
  }

  /** Changes the file in a transaction of its own, which is on the disk when this returns. */
  <T> T change(Readers.Query<T> change) {
    try {
      return file.change(rows -> {
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
    file.close();
  }

  /** For tests: changes a setting of the connection that writes. */
  void pragma(String pragma) throws SQLException {
    file.pragma(pragma);
  }
}
