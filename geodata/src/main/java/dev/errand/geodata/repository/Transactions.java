// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderLocks.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of a repository. Safe for all threads of all processes that have it open.
 *
 * <p>A transaction is a file that names the newest revision inside. To end it is to move the
 * repository's head there and then to remove the file; to cancel it is to give the file another
 * name, and to remove it when nobody is at work in it. A process that dies between the two steps of
 * an end leaves a transaction whose changes are all shown; ending it again removes it.
 *
 * <p>All of this throws {@link RepositoryBusyException} if somebody else changes the repository for
 * too long.
 */
public final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  /** How many may be open in a repository, so that nobody fills the disk with them. */
  static final int MOST = 1_000;

  private final RepositoryFolder folder;
  private final RepositoryLocks locks;
  private final TransactionLedger ledger;

  /** Somebody's being at work in a transaction, which keeps it until closed or killed. */
  public interface Stay extends AutoCloseable {
    @Override
    void close();
  }

  Transactions(RepositoryFolder folder, RepositoryLocks locks, TransactionLedger ledger) {
    this.folder = folder;
    this.locks = locks;
    this.ledger = ledger;
  }

  /**
   * Begins one that starts from the head.
   *
   * @param owner the name of who begins it, where there is one
   * @throws TransactionRefusedException if there are too many
   */
  public Transaction begin(Optional<String> owner) throws IOException {
    try (Held _ = locks.commit()) {
      return ledger.begin(owner);
    }
  }

  /** The one of that identifier, which counts as a use; empty if there is none any more. */
  public Optional<Transaction> find(UUID id) {
    try {
      return ledger.isOverdue(id) ? findAbandoned(id) : ledger.use(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Transaction> findAbandoned(UUID id) throws IOException {
    try (Held _ = locks.commit()) {
      return ledger.find(id);
    }
  }

  /**
   * The one of that identifier.
   *
   * @throws TransactionNotFoundException if there is none any more
   */
  public Transaction get(UUID id) {
    return find(id).orElseThrow(() -> new TransactionNotFoundException(id));
  }

  /** Those that were begun and not ended, in no order. */
  public List<Transaction> all() throws IOException {
    return folder.transactions().all();
  }

  /**
   * Shows everybody what was committed inside.
   *
   * @throws TransactionNotFoundException if there is none any more
   * @throws TransactionRefusedException if the head moved since it began, or somebody is at work in
   *     it; it stays as it is
   */
  public void end(UUID id) throws IOException {
    try (Held _ = locks.commit()) {
      ledger.end(id);
    }
  }

  /**
   * Throws away what was committed inside. Whoever is at work in it can read it until they leave,
   * and fails to commit.
   *
   * @throws TransactionNotFoundException if there is none any more
   */
  public void cancel(UUID id) throws IOException {
    try (Held _ = locks.commit()) {
      ledger.cancel(id);
    }
  }

  /**
   * Keeps a transaction for somebody who works in it for long.
   *
   * @param transaction none is kept if there is none
   * @throws TransactionNotFoundException if there is none any more
   */
  public Stay stay(Optional<UUID> transaction) throws IOException {
    if (transaction.isEmpty()) {
      return () -> {};
    }
    UUID id = transaction.get();
    try (Held _ = locks.commit()) {
      ledger.get(id);
      Held staying = locks.stay(id).orElseThrow(() -> TransactionRefusedException.busy(id));
      return () -> leave(id, staying);
    }
  }

  private void leave(UUID id, Held staying) {
    try (staying) {
      ledger.noteUse(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (folder.transactions().isCancelled(id)) {
      removeCancelled(id);
    }
  }

  /**
   * Who leaves has done their work, so that this must not fail it; a later look does the rest. They
   * may have been interrupted, which would break off reading the files.
   */
  private void removeCancelled(UUID id) {
    boolean interrupted = Thread.interrupted();
    try (Held _ = locks.commit()) {
      ledger.removeCancelled();
    } catch (IOException | RepositoryBusyException e) {
      LOG.warn("What was in the cancelled transaction {} is still there.", id, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Cancels those that were left alone for too long. */
  void endAbandoned() throws IOException {
    try (Held _ = locks.commit()) {
      ledger.cancelAbandoned();
    }
  }
}
