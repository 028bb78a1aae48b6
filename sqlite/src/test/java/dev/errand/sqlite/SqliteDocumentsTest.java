// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.sql.DocumentQueries;
import dev.errand.testkit.DocumentsContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDocumentsTest extends DocumentsContract {

  @TempDir Path folder;
  private SqliteDocuments documents;

  @BeforeEach
  void open() {
    documents = SqliteDocuments.in(folder);
  }

  @AfterEach
  void close() {
    documents.close();
  }

  @Override
  protected Documents documents() {
    return documents;
  }

  @Override
  protected Documents reopened() {
    documents.close();
    documents = SqliteDocuments.in(folder);
    return documents;
  }

  @Test
  void worksBesideTheStoreThatHasTheFileOpen() {
    try (SqliteStore store = SqliteStore.in(folder)) {
      store.open("node", Set.of(Tasks.OPERATION));
      documents.register(1, List.of("a"), false, Instant.EPOCH);
      try (SqliteDocuments third = SqliteDocuments.in(folder)) {
        assertThat(third.find(1, "a")).isPresent();
      }
    }
    assertThat(reopened().find(1, "a")).isPresent();
  }

  @Test
  void everyQueryWalksAnIndexInOrder() throws SQLException {
    assertThat(plan(DocumentQueries.BY_PATH)).contains("document_path (grp=? AND path=?)");
    assertThat(plan(DocumentQueries.BELOW)).contains("document_path (grp=? AND path>? AND path<?)");
    assertThat(plan(DocumentQueries.CHILDREN))
        .contains("document_children (grp=? AND parent=? AND path>?)");
  }

  /** The one step of the plan: a second one would be for sorting. */
  private String plan(String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(OpenStore.FILE));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (row.next()) {
        steps.add(row.getString("detail"));
      }
    }
    assertThat(steps).hasSize(1);
    return steps.getFirst();
  }

  @Test
  void keepsAHundredThousandInOneGroup() {
    List<String> paths =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "f/%02d/%05d.psml".formatted(i % 100, i))
            .toList();
    documents.register(1, paths, false, Instant.EPOCH);

    List<Documents.Move> moves = new ArrayList<>();
    List<Document> page = documents.below(1, "f", "", 1_000);
    while (!page.isEmpty()) {
      for (Document document : page) {
        moves.add(new Documents.Move(document.id(), "g" + document.path().substring(1)));
      }
      page = documents.below(1, "f", page.getLast().path(), 1_000);
    }
    assertThat(moves).hasSize(100_100);
    documents.move(moves);
    assertThat(documents.below(1, "f", "", 1)).isEmpty();
    assertThat(documents.children(1, "g/99", "g/99/99899.psml", 5))
        .singleElement()
        .extracting(Document::name)
        .isEqualTo("99999.psml");
  }
}
