// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the register of documents in the database that {@link PostgresStore} keeps tasks in, by
 * connections of its own: the store need not be open. Lists are in the order of the paths' bytes in
 * UTF-8.
 */
public final class PostgresDocuments implements Documents, AutoCloseable {

  static final String BY_ID = DocumentRow.COLUMNS + "WHERE id = ?";
  static final String BY_PATH = DocumentRow.COLUMNS + "WHERE grp = ? AND path = ?";
  static final String CHILDREN =
      DocumentRow.COLUMNS + "WHERE grp = ? AND parent = ? AND path > ? ORDER BY path LIMIT ?";
  static final String BELOW =
      DocumentRow.COLUMNS
          + "WHERE grp = ? AND path > ? AND path > ? AND path < ? ORDER BY path LIMIT ?";

  static final String BELOW_TOP =
      DocumentRow.COLUMNS + "WHERE grp = ? AND path > ? AND path > '' ORDER BY path LIMIT ?";

  /** The character after the slash: all that is below a folder is before it. */
  private static final String PAST = "0";

  private final SharedTables tables;

  private PostgresDocuments(SharedTables tables) {
    this.tables = tables;
  }

  /**
   * Opens the register in that database, whose tables are brought up to date.
   *
   * @throws dev.errand.StoreException if the database is not usable
   */
  public static PostgresDocuments at(PostgresSettings settings) {
    return new PostgresDocuments(SharedTables.open(settings, "documents"));
  }

  @Override
  public Optional<Document> find(long id) {
    return tables.ask(statements -> DocumentRow.first(Binder.of(statements.get(BY_ID)).number(id)));
  }

  @Override
  public Optional<Document> find(long group, String path) {
    return tables.ask(statements ->
        DocumentRow.first(Binder.of(statements.get(BY_PATH)).number(group).text(path)));
  }

  @Override
  public List<Document> register(
      long group, Collection<String> paths, boolean folder, Instant now) {
    return tables.change(
        statements -> new DocumentInserts(statements, group, now).register(paths, folder));
  }

  @Override
  public List<Document> children(long group, String folder, String after, int limit) {
    return tables.ask(statements ->
        DocumentRow.all(
            Binder.of(statements.get(CHILDREN))
                .number(group)
                .text(folder)
                .text(after)
                .number(limit)));
  }

  @Override
  public List<Document> below(long group, String folder, String after, int limit) {
    return tables.ask(statements -> {
      Binder range =
          Binder.of(statements.get(folder.isEmpty() ? BELOW_TOP : BELOW)).number(group).text(after);
      if (!folder.isEmpty()) {
        range.text(folder + "/").text(folder + PAST);
      }
      return DocumentRow.all(range.number(limit));
    });
  }

  @Override
  public void move(Collection<Move> moves) {
    tables.change(statements -> {
      new DocumentMoves(statements).apply(moves);
      return true;
    });
  }

  @Override
  public void remove(Collection<Long> ids) {
    tables.change(statements -> {
      for (long id : ids) {
        Binder.of(statements.get("DELETE FROM document WHERE id = ?")).number(id).update();
      }
      return true;
    });
  }

  /** Closes the connections; the register stays. */
  @Override
  public void close() {
    tables.close();
  }
}
