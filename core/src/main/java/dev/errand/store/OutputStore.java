// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps the files that tasks leave. It knows attempts and not tasks: files count once a task's end,
 * kept by a {@link Store}, refers to them. Safe for all threads, and for several nodes that share
 * one medium. Methods throw {@link IOException} or {@link dev.errand.task.StoreException} when the
 * medium fails.
 */
public interface OutputStore extends AutoCloseable {

  /**
   * Takes files in; they are durable when this returns. If it throws, none of them is kept for
   * long. What the same attempt left before goes. The files themselves may be moved or stay.
   *
   * @param files with different names
   */
  void keep(AttemptKey attempt, List<NewOutput> files) throws IOException;

  /**
   * Opens a file for reading.
   *
   * @return to be closed after use; empty if it is not there, is to be deleted, or may not be read
   */
  Optional<OpenOutput> open(AttemptKey attempt, Output output) throws IOException;

  /**
   * Deletes what an attempt left, each file when nobody reads it any more. Waits for nobody and may
   * return before that is done; what fails is logged and left to {@link #deleteUnowned}.
   */
  void delete(AttemptKey attempt);

  /**
   * Deletes, like {@link #delete}, what attempts left that no task refers to: a process may die
   * between the files and the end of its task, or between the deletion of a task and of its files,
   * and an attempt that lost its task may still leave some.
   *
   * @param owned whether an attempt is still running or its task refers to its files
   */
  void deleteUnowned(Predicate<AttemptKey> owned) throws IOException;

  /**
   * Lets go of everything; what is still being read may break off. Does nothing the second time.
   */
  @Override
  void close();
}
