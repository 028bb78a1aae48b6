// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of a repository. Safe for all threads.
 *
 * <p>A transaction is a file that names the newest revision inside. To end it is to move the
 * repository's head there and then to remove the file; to cancel it is to remove the file alone. A
 * process that dies between the two steps of an end leaves a transaction whose changes are all
 * shown; ending it again removes it.
 */
public final class Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  /** How many may be open in a repository, so that nobody fills the disk with them. */
  static final int MOST = 1_000;

  private final RepositoryFolder folder;
  private final RepositorySettings settings;
  private final Publisher publisher;
  private final ReentrantLock committing;
  private final Map<UUID, Integer> atWork = new HashMap<>();
  private final Map<UUID, Transaction> toDiscard = new HashMap<>();

  /** Somebody's being at work in a transaction, which keeps it until closed. */
  public interface Stay extends AutoCloseable {
    @Override
    void close();
  }

  Transactions(
      RepositoryFolder folder,
      RepositorySettings settings,
      Publisher publisher,
      ReentrantLock committing) {
    this.folder = folder;
    this.settings = settings;
    this.publisher = publisher;
    this.committing = committing;
  }

  /**
   * Begins one that starts from the head.
   *
   * @param owner the name of who begins it, where there is one
   * @throws TransactionRefusedException if there are too many
   */
  public Transaction begin(Optional<String> owner) throws IOException {
    committing.lock();
    try {
      if (files().count() >= MOST) {
        endAbandoned();
      }
      if (files().count() >= MOST) {
        throw TransactionRefusedException.tooMany(folder.name(), MOST);
      }
      Optional<String> head = folder.headId();
      Transaction transaction = new Transaction(UUID.randomUUID(), owner, head, head);
      files().write(transaction, now());
      publisher.listener().reached(CommitStep.TRANSACTION_WRITTEN);
      return transaction;
    } finally {
      committing.unlock();
    }
  }

  /** The one of that identifier, which counts as a use; empty if there is none any more. */
  public Optional<Transaction> find(UUID id) {
    try {
      if (isAbandoned(id)) {
        return Optional.empty();
      }
      files().used(id, now());
      return files().find(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return files().all();
  }

  /**
   * Shows everybody what was committed inside.
   *
   * @throws TransactionNotFoundException if there is none any more
   * @throws TransactionRefusedException if the head moved since it began, or somebody is at work in
   *     it; it stays as it is
   */
  public void end(UUID id) throws IOException {
    committing.lock();
    try {
      Transaction transaction = get(id);
      if (atWork.containsKey(id)) {
        throw TransactionRefusedException.busy(id);
      }
      if (transaction.hasChanged() && !isShown(transaction)) {
        refuseConflict(transaction);
        publisher.moveHead(transaction.head().orElseThrow());
      }
      remove(transaction);
    } finally {
      committing.unlock();
    }
  }

  private void refuseConflict(Transaction transaction) {
    Optional<String> head = folder.headId();
    if (!head.equals(transaction.base())) {
      throw TransactionRefusedException.conflict(
          transaction.id(), transaction.base().orElse("nothing"), head.orElse("nothing"));
    }
  }

  /** Whether an earlier end got as far as the head. */
  private boolean isShown(Transaction transaction) {
    Optional<String> next = folder.headId();
    while (next.isPresent() && !next.equals(transaction.base())) {
      if (next.equals(transaction.head())) {
        return true;
      }
      next = folder.readRevision(next.get()).parents().stream().findFirst();
    }
    return false;
  }

  /**
   * Throws away what was committed inside. Whoever is at work in it fails to commit.
   *
   * @throws TransactionNotFoundException if there is none any more
   */
  public void cancel(UUID id) throws IOException {
    committing.lock();
    try {
      discard(get(id));
    } finally {
      committing.unlock();
    }
  }

  /**
   * Keeps a transaction for somebody who works in it for long.
   *
   * @param transaction none is kept if there is none
   * @throws TransactionNotFoundException if there is none any more
   */
  public Stay stay(Optional<UUID> transaction) {
    if (transaction.isEmpty()) {
      return () -> {};
    }
    UUID id = transaction.get();
    committing.lock();
    try {
      get(id);
      atWork.merge(id, 1, Integer::sum);
      return () -> leave(id);
    } finally {
      committing.unlock();
    }
  }

  private void leave(UUID id) {
    committing.lock();
    try {
      files().used(id, now());
      atWork.computeIfPresent(id, (same, stays) -> stays == 1 ? null : stays - 1);
      if (!atWork.containsKey(id)) {
        Optional.ofNullable(toDiscard.remove(id)).ifPresent(this::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      committing.unlock();
    }
  }

  /** Cancels those that were left alone for too long. */
  void endAbandoned() throws IOException {
    committing.lock();
    try {
      for (Transaction transaction : all()) {
        if (isAbandoned(transaction.id())) {
          LOG.info(
              "The transaction {} of the repository '{}' was left alone and is cancelled.",
              transaction.id(),
              folder.name());
          discard(transaction);
        }
      }
    } finally {
      committing.unlock();
    }
  }

  /** Moves a transaction on to a revision that is kept; the lock is held. */
  void advance(UUID id, Revision revision) throws IOException {
    files().write(get(id).at(revision), now());
    publisher.listener().reached(CommitStep.TRANSACTION_WRITTEN);
  }

  private boolean isAbandoned(UUID id) throws IOException {
    committing.lock();
    try {
      return !atWork.containsKey(id)
          && files()
              .lastUse(id)
              .filter(used -> !used.plus(settings.transactionTimeout()).isAfter(now()))
              .isPresent();
    } finally {
      committing.unlock();
    }
  }

  private void remove(Transaction transaction) throws IOException {
    files().remove(transaction.id());
    publisher.listener().reached(CommitStep.TRANSACTION_REMOVED);
  }

  private void discard(Transaction transaction) throws IOException {
    remove(transaction);
    if (atWork.containsKey(transaction.id())) {
      toDiscard.put(transaction.id(), transaction);
    } else {
      delete(transaction);
    }
  }

  /** What cannot be deleted now is deleted at the next start. */
  private void delete(Transaction transaction) {
    if (transaction.hasChanged()) {
      try {
        new RepositorySweep(folder)
            .removeUnreachable(
                toDiscard.values().stream().flatMap(open -> open.head().stream()).toList());
      } catch (IOException | RepositoryDamagedException e) {
        LOG.warn("What was in the transaction {} is still there.", transaction.id(), e);
      }
    }
  }

  private TransactionFolder files() {
    return folder.transactions();
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
