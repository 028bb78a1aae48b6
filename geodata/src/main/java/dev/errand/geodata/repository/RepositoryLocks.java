// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderBusyException;
import dev.errand.files.FolderLocks;
import dev.errand.files.FolderLocks.Held;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The locks of a repository, which hold among all threads of all processes that have it open. Who
 * asks for one of the others alone holds the commit lock, so that two who only look never take each
 * other for somebody at work. None is reentrant.
 *
 * @param patience how long to wait for the commit lock
 */
record RepositoryLocks(FolderLocks locks, String repository, Duration patience) {

  /**
   * The commit lock: for everything that changes which revisions there are, or moves a reference.
   *
   * @throws RepositoryBusyException if somebody holds it for too long
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   */
  Held commit() throws IOException {
    try {
      return locks.lock(commitName(), patience);
    } catch (FolderBusyException e) {
      throw new RepositoryBusyException(repository, patience, e);
    }
  }

  /** The same without waiting. */
  Optional<Held> tryCommit() throws IOException {
    return locks.tryLock(commitName());
  }

  private String commitName() {
    return "commit " + repository;
  }

  /** Being at work in a transaction, with others; empty if somebody has it alone. */
  Optional<Held> stay(UUID transaction) throws IOException {
    return locks.tryShare(stayName(transaction));
  }

  /** Whether anybody is at work in the transaction; the commit lock is held. */
  boolean isAtWork(UUID transaction) throws IOException {
    Optional<Held> alone = locks.tryLock(stayName(transaction));
    alone.ifPresent(Held::close);
    return alone.isEmpty();
  }

  private String stayName(UUID transaction) {
    return "transaction " + repository + " " + transaction;
  }

  /** Reading a revision's files, with others; empty if they are being removed. */
  Optional<Held> reading(String revision) throws IOException {
    return locks.tryShare(readingName(revision));
  }

  /** Removing a revision's files; empty if somebody reads them. The commit lock is held. */
  Optional<Held> removing(String revision) throws IOException {
    return locks.tryLock(readingName(revision));
  }

  private String readingName(String revision) {
    return "revision " + repository + " " + revision;
  }
}
