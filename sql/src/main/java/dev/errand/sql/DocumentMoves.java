// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

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

  /** Only to a place where nothing is; nobody else puts something there within the transaction. */
  private static final String UPDATE =
      """
      UPDATE document SET path = ?, parent = ? WHERE id = ? AND NOT EXISTS (
        SELECT 1 FROM document AS other WHERE other.grp = document.grp AND other.path = ?)
      """;

  void apply(Collection<Move> moves) throws SQLException {
    Map<Long, String> targets = new LinkedHashMap<>();
    Set<String> left = new HashSet<>();
    for (Move move : moves) {
      DocumentPaths.require(move.path());
      Optional<Document> known =
          DocumentRow.first(statements.bind(DocumentQueries.BY_ID).number(move.id()));
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
      statements
          .bind("UPDATE document SET path = ? WHERE id = ?")
          .text("/" + id)
          .number(id)
          .update();
    }
  }

  private void place(long id, String path) throws SQLException {
    int placed =
        statements
            .bind(UPDATE)
            .text(path)
            .text(DocumentPaths.parent(path))
            .number(id)
            .text(path)
            .update();
    if (placed == 0) {
      throw new PathInUseException("There is something else at " + path + " already.");
    }
  }
}
