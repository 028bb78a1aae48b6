// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** The statements that write and read files in chunks. Each may be repeated. */
final class OutputChunks {

  /** How many bytes are stored, and held in memory, at once. */
  static final int SIZE = 1 << 20;

  private static final String CREATE =
      "INSERT INTO output_file (id, task, epoch, name) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

  /** Adds nothing to a file that is doomed; the lock makes dooming wait for the chunk. */
  private static final String ADD =
      """
      INSERT INTO output_chunk (file, start, bytes)
      SELECT id, ?, ? FROM output_file WHERE id = ? AND NOT doomed FOR SHARE
      ON CONFLICT (file, start) DO UPDATE SET start = excluded.start
      """;

  private static final String READ =
      """
      SELECT substr(bytes, (? - start)::integer + 1, ?) FROM output_chunk
      WHERE file = ? AND start <= ? ORDER BY start DESC LIMIT 1
      """;

  private OutputChunks() {}

  static void create(Connection connection, UUID file, AttemptKey attempt, String name)
      throws SQLException {
    try (Binder insert =
        Binder.of(connection, CREATE)
            .uuid(file)
            .uuid(attempt.task())
            .number(attempt.epoch())
            .text(name)) {
      insert.update();
    }
  }

  /** Stores bytes that begin at {@code start}; false if the file is gone or doomed. */
  static boolean add(Connection connection, UUID file, long start, byte[] bytes)
      throws SQLException {
    try (Binder insert = Binder.of(connection, ADD).number(start).bytes(bytes).uuid(file)) {
      return insert.update() == 1;
    }
  }

  /** Some of at most {@code most} bytes from a position on; none at the end. */
  static byte[] read(Connection connection, UUID file, long position, int most)
      throws SQLException {
    try (Binder query =
            Binder.of(connection, READ).number(position).count(most).uuid(file).number(position);
        ResultSet row = query.query()) {
      return row.next() ? row.getBytes(1) : new byte[0];
    }
  }
}
