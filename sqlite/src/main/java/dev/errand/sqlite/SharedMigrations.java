// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.task.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings the tables up to date for somebody who uses the file beside a store that may be open. The
 * tables are changed only by whoever holds the folder, so that nobody changes them under a server.
 */
final class SharedMigrations {

  /** As long as somebody else may need for the same. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private SharedMigrations() {}

  /**
   * @throws StoreException if the tables are of another version than this program's and somebody
   *     holds the folder, or they are of a newer one
   */
  static void apply(Statements statements, Path folder) throws SQLException {
    Path file = folder.resolve(OpenStore.FILE);
    long begin = System.nanoTime();
    while (!Migrations.areApplied(statements.connection(), file)) {
      try (FolderLock _ = FolderLock.of(folder)) {
        Migrations.apply(statements.connection(), file);
      } catch (FolderInUseException held) {
        if (System.nanoTime() - begin > PATIENCE) {
          throw new StoreException(
              file
                  + " was written by an older Errand that has it open, so its tables cannot be"
                  + " brought up to date now. "
                  + held.getMessage(),
              held);
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
