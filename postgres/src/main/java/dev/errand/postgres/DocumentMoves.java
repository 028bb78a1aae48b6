// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.document.Document;
import dev.errand.document.Documents.Move;
import dev.errand.document.PathInUseException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives documents other paths, all at once: whatever the order, only the outcome counts. */
record DocumentMoves(Statements statements) {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String UPDATE = "UPDATE document SET path = ?, parent = ? WHERE id = ?";

  void apply(Collection<Move> moves) throws SQLException {
    Map<Long, String> targets = new LinkedHashMap<>();
    Set<String> left = new HashSet<>();
    for (Move move : moves) {
      DocumentPaths.require(move.path());
      Optional<Document> known =
          DocumentRow.first(Binder.of(statements.get(PostgresDocuments.BY_ID)).number(move.id()));
      if (known.isPresent() && !known.get().path().equals(move.path())) {
        requireNotTop(known.get(), move);
        targets.put(move.id(), move.path());
        left.add(known.get().path());
      }
    }
    if (targets.values().stream().anyMatch(left::contains)) {
      park(targets.keySet());
    }
    for (Map.Entry<Long, String> target : targets.entrySet()) {
      place(target.getKey(), target.getValue());
    }
  }

  private static void requireNotTop(Document known, Move move) {
    if (known.path().isEmpty() || move.path().isEmpty()) {
      throw new PathInUseException(
          "The folder that holds all documents of a group stays where it is.");
    }
  }

  /** Frees the places that some of them leave for others, under names that no document has. */
  private void park(Set<Long> ids) throws SQLException {
    for (long id : ids) {
      Binder.of(statements.get("UPDATE document SET path = ? WHERE id = ?"))
          .text("/" + id)
          .number(id)
          .update();
    }
  }

  private void place(long id, String path) throws SQLException {
    try {
      Binder.of(statements.get(UPDATE))
          .text(path)
          .text(DocumentPaths.parent(path))
          .number(id)
          .update();
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new PathInUseException("There is something else at " + path + " already.");
      }
      throw e;
    }
  }
}
