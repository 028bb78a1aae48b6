// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A store that is moved away, held so that nobody else changes it. For one thread. Methods throw
 * {@link dev.errand.task.StoreException} when the medium fails.
 */
public interface MoveSource extends AutoCloseable {

  /** The mark of a move that began or was finished. */
  Optional<Mark> mark();

  /** Sets the mark, durable when this returns, in place of any that there is. */
  void mark(UUID move, String place, Instant now);

  /** Says in the mark that the move is finished. */
  void finish(Instant now);

  /** Takes the mark away, so that this is used as a store again; empty if there is none. */
  Optional<Mark> takeBack();

  /** How many rows there are after a key, or in all. */
  long count(Table table, Optional<Row> after);

  /** How many bytes the files have that come after a row of {@link Table#OUTPUT}, or all. */
  long fileBytes(Optional<Row> after);

  /** The highest number that a row of the table ever had as its key; 0 if none had. */
  long highest(Table table);

  /** The rows after a key, or all. */
  Rows read(Table table, Optional<Row> after);

  /** The files after a row of {@link Table#OUTPUT}, or all, in the order of those rows. */
  MovedFiles files(Optional<Row> after);

  /** Files, read as they are asked for. */
  interface MovedFiles extends AutoCloseable {

    /** The next one; empty after the last. */
    Optional<MovedFile> next();

    @Override
    void close();
  }

  @Override
  void close();
}
