// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.FileBatch;
import dev.errand.sql.move.MovedFile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Writes the files of a move. Their ids follow from whose they are, so a repeat finds them. */
final class MovedChunks {

  private static final String CREATE =
      "INSERT INTO output_file (id, task, epoch, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private static final String ADD =
      "INSERT INTO output_chunk (file, start, bytes) VALUES (?, ?, ?)";

  private static final String STORED =
      "SELECT coalesce(sum(length(bytes)), 0)::bigint FROM output_chunk WHERE file = ?";

  private MovedChunks() {}

  private static UUID id(MovedFile file) {
    String whose =
        file.attempt().task() + "-" + file.attempt().epoch() + "/" + file.output().name();
    return UUID.nameUUIDFromBytes(whose.getBytes(StandardCharsets.UTF_8));
  }

  static long stored(Connection connection, MovedFile file) throws SQLException {
    try (Binder query = Binder.of(connection, STORED).uuid(id(file));
        ResultSet row = query.query()) {
      row.next();
      return row.getLong(1);
    }
  }

  static void create(Connection connection, List<MovedFile> files) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
      for (MovedFile file : files) {
        Binder.of(insert)
            .uuid(id(file))
            .uuid(file.attempt().task())
            .number(file.attempt().epoch())
            .text(file.output().name());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  static void add(Connection connection, List<FileBatch.Chunk> chunks) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (FileBatch.Chunk chunk : chunks) {
        Binder.of(insert).uuid(id(chunk.file())).number(chunk.start()).bytes(chunk.bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
