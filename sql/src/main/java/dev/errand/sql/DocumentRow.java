// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.document.Document;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads documents from rows. */
final class DocumentRow {

  static final String COLUMNS = "SELECT id, grp, path, folder, created, modified FROM document ";

  private DocumentRow() {}

  static Optional<Document> first(BoundStatement bound) throws SQLException {
    try (ResultSet row = bound.query()) {
      return row.next() ? Optional.of(of(row)) : Optional.empty();
    }
  }

  static List<Document> all(BoundStatement bound) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (ResultSet row = bound.query()) {
      while (row.next()) {
        documents.add(of(row));
      }
    }
    return documents;
  }

  private static Document of(ResultSet row) throws SQLException {
    return new Document(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getBoolean(4),
        Instant.ofEpochMilli(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(6)));
  }
}
