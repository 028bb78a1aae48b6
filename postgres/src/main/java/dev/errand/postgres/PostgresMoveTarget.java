// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.FileBatch;
import dev.errand.sql.move.MoveTarget;
import dev.errand.sql.move.MovedFile;
import dev.errand.sql.move.Origin;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.sql.move.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A database that is moved into, by one connection. It must be a direct one: a pooler that shares
 * connections among transactions would let go of the lock.
 */
public final class PostgresMoveTarget implements MoveTarget {

  private final PostgresSettings settings;
  private final MoveConnection connection;
  private final MoveGuard guard;

  private PostgresMoveTarget(PostgresSettings settings, MoveConnection connection) {
    this.settings = settings;
    this.connection = connection;
    this.guard = new MoveGuard(settings.place());
  }

  /**
   * Connects, brings the tables up to date and keeps other moves out.
   *
   * @throws dev.errand.task.StoreException if the database cannot be reached or used, or another
   *     move is at work
   */
  public static PostgresMoveTarget open(PostgresSettings settings) {
    MoveConnection connection = MoveConnection.open(settings);
    try {
      PostgresMoveTarget target = new PostgresMoveTarget(settings, connection);
      connection.step(open -> {
        target.guard.lock(open);
        return true;
      });
      return target;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Begun begin(Origin origin) {
    return connection.step(open -> guard.begin(open, origin));
  }

  @Override
  public boolean hasFinished(UUID move) {
    return connection.step(open -> MoveGuard.hasFinished(open, move));
  }

  @Override
  public String place() {
    return settings.place();
  }

  @Override
  public Optional<Row> last(Table table) {
    return CopiedRows.last(connection, table);
  }

  @Override
  public void write(Table table, List<Row> rows) {
    connection.step(open -> {
      copy(open, table, rows);
      return true;
    });
  }

  private static void copy(Connection open, Table table, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    String names =
        String.join(", ", table.columns().stream().map(column -> column.name()).toList());
    CopyIn copy =
        open.unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY %s (%s) FROM STDIN".formatted(table.sqlName(), names));
    for (Row row : rows) {
      byte[] line = CopyText.line(row);
      copy.writeToCopy(line, 0, line.length);
    }
    copy.endCopy();
  }

  @Override
  public long stored(MovedFile file) {
    return connection.step(open -> MovedChunks.stored(open, file));
  }

  @Override
  public void write(FileBatch batch) {
    connection.step(open -> {
      MovedChunks.create(open, batch.begun());
      MovedChunks.add(open, batch.chunks());
      copy(open, Table.OUTPUT, batch.complete().stream().map(MovedFile::row).toList());
      return true;
    });
  }

  @Override
  public Rows read(Table table) {
    return CopiedRows.of(connection, table);
  }

  @Override
  public Rows contents() {
    return FileContents.of(connection);
  }

  @Override
  public void finish(Map<Table, Long> highest) {
    connection.step(open -> {
      MoveGuard.finish(open, highest);
      return true;
    });
  }

  @Override
  public void close() {
    connection.close();
  }
}
