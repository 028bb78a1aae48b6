// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An empty store that is moved into. Nobody else changes it from the beginning of a move to its
 * end, and each write is all there or not at all when this ends in whatever way. For one thread.
 * Methods throw {@link dev.errand.task.StoreException} when the medium fails or refuses.
 */
public interface MoveTarget extends AutoCloseable {

  /** What was found. */
  enum Begun {
    /** A move from here begins. */
    NEW,
    /** This move goes on. */
    AGAIN,
    /** What an earlier move from there had brought, and did not finish, was thrown away. */
    ANEW,
    /** This move is finished already. */
    FINISHED
  }

  /**
   * Begins a move or takes it up again.
   *
   * @throws dev.errand.task.StoreException if somebody is at work here or it holds anything else
   */
  Begun begin(Origin origin);

  /** Whether that move was finished here. */
  boolean hasFinished(UUID move);

  /** Where it is, for people, without secrets. */
  String place();

  /** The last row that this move brought; empty if it brought none. */
  Optional<Row> last(Table table);

  /** Adds rows. */
  void write(Table table, List<Row> rows);

  /** How many bytes of a file are here that is not complete. */
  long stored(MovedFile file);

  /** Adds parts of files, and the rows of those that are complete with them. */
  void write(FileBatch batch);

  /** All rows. */
  Rows read(Table table);

  /** What is in the files, as {@link MovedFile#contents}. */
  Rows contents();

  /**
   * Ends the move: what ran is up for recovery, and servers may use this.
   *
   * @param highest the highest number that was given, for tables that number their rows
   */
  void finish(Map<Table, Long> highest);

  @Override
  void close();
}
