// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.document.Document;
import dev.errand.document.PathInUseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Registers documents and folders of one group, within one transaction. */
final class DocumentInserts {

  private static final String INSERT =
      "INSERT INTO document (grp, path, parent, folder, created, modified)"
          + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id";

  private final Statements statements;
  private final long group;
  private final Instant now;
  private final Set<String> foldersThere = new HashSet<>();

  DocumentInserts(Statements statements, long group, Instant now) {
    this.statements = statements;
    this.group = group;
    this.now = Millis.kept(now);
  }

  List<Document> register(Collection<String> paths, boolean folder) throws SQLException {
    List<Document> registered = new ArrayList<>(paths.size());
    for (String path : paths) {
      DocumentPaths.require(path);
      if (!path.isEmpty()) {
        requireFolder(DocumentPaths.parent(path));
      }
      Optional<Document> known = find(path);
      if (known.isEmpty()) {
        registered.add(insert(path, folder));
      } else {
        requireSame(known.get(), folder);
        registered.add(touch(known.get()));
      }
    }
    return registered;
  }

  private void requireFolder(String path) throws SQLException {
    if (!foldersThere.add(path)) {
      return;
    }
    if (!path.isEmpty()) {
      requireFolder(DocumentPaths.parent(path));
    }
    Optional<Document> known = find(path);
    if (known.isEmpty()) {
      insert(path, true);
    } else {
      requireSame(known.get(), true);
    }
  }

  private static void requireSame(Document known, boolean folder) {
    if (known.folder() != folder) {
      throw new PathInUseException(
          "There is a %s at %s already, so no %s can be there."
              .formatted(word(known.folder()), shown(known.path()), word(folder)));
    }
  }

  private static String word(boolean folder) {
    return folder ? "folder" : "document";
  }

  private static String shown(String path) {
    return path.isEmpty() ? "the top" : path;
  }

  private Optional<Document> find(String path) throws SQLException {
    return DocumentRow.first(statements.bind(DocumentQueries.BY_PATH).number(group).text(path));
  }

  private Document insert(String path, boolean folder) throws SQLException {
    if (path.isEmpty()) {
      requireSame(new Document(0, group, path, true, now, now), folder);
    }
    BoundStatement row =
        statements
            .bind(INSERT)
            .number(group)
            .text(path)
            .text(path.isEmpty() ? null : DocumentPaths.parent(path))
            .flag(folder)
            .number(Millis.of(now))
            .number(Millis.of(now));
    try (ResultSet inserted = row.query()) {
      inserted.next();
      return new Document(inserted.getLong(1), group, path, folder, now, now);
    }
  }

  private Document touch(Document known) throws SQLException {
    statements
        .bind("UPDATE document SET modified = ? WHERE id = ?")
        .number(Millis.of(now))
        .number(known.id())
        .update();
    return new Document(known.id(), group, known.path(), known.folder(), known.created(), now);
  }
}
