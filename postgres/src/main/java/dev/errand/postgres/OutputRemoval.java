// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.store.AttemptKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The statements that take files away, in transactions of a bounded size. */
final class OutputRemoval {

  /** How many chunks go at once. */
  private static final int CHUNKS = 32;

  private static final String DOOM =
      """
      UPDATE output_file SET doomed = true
      FROM unnest(?, ?) AS gone (gone_task, gone_epoch)
      WHERE task = gone_task AND epoch = gone_epoch AND NOT doomed
      """;

  private static final String DOOM_FILES =
      "UPDATE output_file SET doomed = true WHERE id = ANY (?)";

  private static final String RELEASE = "DELETE FROM output_reader WHERE id = ANY (?)";

  /** A process that died renews nothing; its rows are of no use to anybody. */
  private static final String RELEASE_DEAD =
      "DELETE FROM output_reader WHERE lease_end < clock_timestamp() - interval '10 minutes'";

  /** Nobody opens a doomed file, so once it is without readers it stays without. */
  private static final String FREE =
      """
      SELECT file.id FROM output_file AS file
      WHERE file.doomed AND NOT EXISTS (
        SELECT FROM output_reader AS reader
        WHERE reader.file = file.id AND reader.lease_end > clock_timestamp())
      """;

  /** Nothing while another node erases the file. */
  private static final String ERASE =
      """
      WITH mine AS MATERIALIZED (
        SELECT id FROM output_file WHERE id = ? FOR UPDATE SKIP LOCKED)
      DELETE FROM output_chunk
      WHERE file = (SELECT id FROM mine) AND start IN (
        SELECT start FROM output_chunk WHERE file = ? ORDER BY start LIMIT ?)
      """;

  private static final String ERASE_READERS = "DELETE FROM output_reader WHERE file = ?";

  /** A file without a row would never be found again. */
  private static final String ERASE_FILE =
      """
      DELETE FROM output_file
      WHERE id = ? AND NOT EXISTS (SELECT FROM output_chunk WHERE file = output_file.id)
      """;

  /** A task in its attempt's place is running, or has ended with files. */
  private static final String UNOWNED =
      """
      SELECT DISTINCT task, epoch FROM output_file AS file
      WHERE NOT doomed AND NOT EXISTS (
        SELECT FROM task
        WHERE task.key = file.task AND task.epoch = file.epoch
          AND (task.status < 2 OR EXISTS (SELECT FROM output WHERE output.task = task.number)))
      """;

  private OutputRemoval() {}

  /** Dooms what attempts left. */
  static int doom(Connection connection, Collection<AttemptKey> attempts) throws SQLException {
    try (Binder update =
        Binder.of(connection, DOOM)
            .array("uuid", attempts, AttemptKey::task)
            .array("bigint", attempts, AttemptKey::epoch)) {
      return update.update();
    }
  }

  static int doomFiles(Connection connection, Collection<UUID> files) throws SQLException {
    return update(connection, DOOM_FILES, files);
  }

  /** Takes readers for gone. */
  static int release(Connection connection, Collection<UUID> readers) throws SQLException {
    return update(connection, RELEASE, readers);
  }

  static int releaseDead(Connection connection) throws SQLException {
    try (Binder delete = Binder.of(connection, RELEASE_DEAD)) {
      return delete.update();
    }
  }

  private static int update(Connection connection, String sql, Collection<UUID> ids)
      throws SQLException {
    try (Binder update = Binder.of(connection, sql).array("uuid", ids, id -> id)) {
      return update.update();
    }
  }

  /** Erases every doomed file that nobody reads. */
  static int erase(Connection connection) throws SQLException {
    List<UUID> free = new ArrayList<>();
    try (Binder query = Binder.of(connection, FREE);
        ResultSet row = query.query()) {
      while (row.next()) {
        free.add(row.getObject(1, UUID.class));
      }
    }
    for (UUID file : free) {
      erase(connection, file);
    }
    return free.size();
  }

  private static void erase(Connection connection, UUID file) throws SQLException {
    int erased = CHUNKS;
    while (erased > 0) {
      try (Binder delete = Binder.of(connection, ERASE).uuid(file).uuid(file).number(CHUNKS)) {
        erased = delete.update();
      }
    }
    for (String sql : List.of(ERASE_READERS, ERASE_FILE)) {
      try (Binder delete = Binder.of(connection, sql).uuid(file)) {
        delete.update();
      }
    }
  }

  /** Attempts that left files no task seems to refer to. */
  static List<AttemptKey> unowned(Connection connection) throws SQLException {
    List<AttemptKey> unowned = new ArrayList<>();
    try (Binder query = Binder.of(connection, UNOWNED);
        ResultSet row = query.query()) {
      while (row.next()) {
        unowned.add(new AttemptKey(row.getObject(1, UUID.class), row.getLong(2)));
      }
    }
    return unowned;
  }
}
