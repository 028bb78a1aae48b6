// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The register of documents in a table. Lists are in the order of the paths' bytes in UTF-8. Safe
 * for all threads.
 */
public abstract class SqlDocuments implements Documents, AutoCloseable {

  /** The character after the slash: all that is below a folder is before it. */
  private static final String PAST = "0";

  private final Tables tables;

  /**
   * @param tables closed with this; changes of them take turns
   */
  protected SqlDocuments(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Document> find(long id) {
    return tables.ask(
        statements -> DocumentRow.first(statements.bind(DocumentQueries.BY_ID).number(id)));
  }

  @Override
  public Optional<Document> find(long group, String path) {
    return tables.ask(statements ->
        DocumentRow.first(statements.bind(DocumentQueries.BY_PATH).number(group).text(path)));
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
            statements
                .bind(DocumentQueries.CHILDREN)
                .number(group)
                .text(folder)
                .text(after)
                .number(limit)));
  }

  @Override
  public List<Document> below(long group, String folder, String after, int limit) {
    if (folder.isEmpty()) {
      return tables.ask(statements ->
          DocumentRow.all(
              statements.bind(DocumentQueries.BELOW_TOP).number(group).text(after).number(limit)));
    }
    String from = DocumentPaths.later(folder + "/", after);
    return tables.ask(statements ->
        DocumentRow.all(
            statements
                .bind(DocumentQueries.BELOW)
                .number(group)
                .text(from)
                .text(folder + PAST)
                .number(limit)));
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
        statements.bind("DELETE FROM document WHERE id = ?").number(id).update();
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
