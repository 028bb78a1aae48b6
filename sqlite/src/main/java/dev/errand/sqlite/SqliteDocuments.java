// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.SqlDocuments;
import java.nio.file.Path;

/**
 * Keeps the register of documents in {@code errand.db} of a data folder, beside the tasks, by
 * connections of its own: the store need not be open. Lists are in the order of the paths' bytes in
 * UTF-8.
 */
public final class SqliteDocuments extends SqlDocuments {

  private SqliteDocuments(SideFile file) {
    super(file);
  }

  /**
   * Opens the register in this folder, making it if need be.
   *
   * @throws dev.errand.task.StoreException if the file is not usable
   */
  public static SqliteDocuments in(Path dataFolder) {
    return new SqliteDocuments(SideFile.open(dataFolder.toAbsolutePath().normalize()));
  }
}
