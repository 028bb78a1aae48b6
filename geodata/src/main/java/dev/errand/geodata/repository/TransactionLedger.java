// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done to the transactions of a repository by who holds its commit lock. Some methods say
 * that they need none.
 */
record TransactionLedger(
    RepositoryFolder folder,
    RepositorySettings settings,
    Publisher publisher,
    RepositoryLocks locks) {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionLedger.class);

  /** Whether it was not used for too long; needs no lock. */
  boolean isOverdue(UUID id) throws IOException {
    return files().lastUse(id).filter(this::isOverdue).isPresent();
  }

  private boolean isOverdue(Instant used) {
    return !used.plus(settings.transactionTimeout()).isAfter(now());
  }

  /** Whether one was not used for too long; needs no lock. */
  boolean isAnyOverdue() throws IOException {
    return files().oldestUse().filter(this::isOverdue).isPresent();
  }

  void noteUse(UUID id) throws IOException {
    files().used(id, now());
  }

  /** The one of that identifier, which counts as a use; needs no lock. */
  Optional<Transaction> use(UUID id) throws IOException {
    noteUse(id);
    return files().find(id);
  }

  private boolean isAbandoned(UUID id) throws IOException {
    return isOverdue(id) && !locks.isAtWork(id);
  }

  /** The one of that identifier, unless it was left alone; counts as a use. */
  Transaction get(UUID id) throws IOException {
    Optional<Transaction> transaction = find(id);
    return transaction.orElseThrow(() -> new TransactionNotFoundException(id));
  }

  Optional<Transaction> find(UUID id) throws IOException {
    return isAbandoned(id) ? Optional.empty() : use(id);
  }

  Transaction begin(Optional<String> owner) throws IOException {
    if (files().count() >= Transactions.MOST) {
      cancelAbandoned();
    }
    if (files().count() >= Transactions.MOST) {
      throw TransactionRefusedException.tooMany(folder.name(), Transactions.MOST);
    }
    Optional<String> head = folder.headId();
    Transaction transaction = new Transaction(UUID.randomUUID(), owner, head, head);
    write(transaction);
    return transaction;
  }

  /** Moves a transaction on to a revision that is kept. */
  void advance(UUID id, Revision revision) throws IOException {
    write(get(id).at(revision));
  }

  private void write(Transaction transaction) throws IOException {
    files().write(transaction, now());
    publisher.listener().reached(CommitStep.TRANSACTION_WRITTEN);
  }

  void end(UUID id) throws IOException {
    Transaction transaction = get(id);
    if (locks.isAtWork(id)) {
      throw TransactionRefusedException.busy(id);
    }
    if (transaction.hasChanged() && !isShown(transaction)) {
      refuseConflict(transaction);
      folder.sign().during(() -> publisher.moveHead(transaction.head().orElseThrow()));
    }
    files().remove(id);
    publisher.listener().reached(CommitStep.TRANSACTION_REMOVED);
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

  void cancel(UUID id) throws IOException {
    discard(get(id));
    removeCancelled();
  }

  void cancelAbandoned() throws IOException {
    boolean any = false;
    for (Transaction transaction : files().all()) {
      if (isAbandoned(transaction.id())) {
        LOG.info(
            "The transaction {} of the repository '{}' was left alone and is cancelled.",
            transaction.id(),
            folder.name());
        discard(transaction);
        any = true;
      }
    }
    if (any) {
      removeCancelled();
    }
  }

  /** Nobody finds it from then on, whoever is at work in it. */
  private void discard(Transaction transaction) throws IOException {
    files().cancel(transaction.id());
    publisher.listener().reached(CommitStep.TRANSACTION_REMOVED);
  }

  /** What cannot be removed now is removed by a later look. */
  void removeCancelled() {
    try {
      new RepositorySweep(folder, locks).removeCancelled();
    } catch (IOException | RepositoryDamagedException e) {
      LOG.warn("What cancelled transactions of '{}' held is still there.", folder.name(), e);
    }
  }

  private TransactionFolder files() {
    return folder.transactions();
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
