// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.files.FolderLocks;
import dev.errand.files.FolderLocks.Held;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of immutable revisions and a head. Safe for all threads of all processes that have it
 * open; readers need no lock, because what they read never changes. Nothing of it is remembered:
 * each question is answered from the files.
 *
 * <p>A commit writes, each durably before the next: the data under its final name, the revision's
 * file, the file {@code HEAD} (in a transaction: the transaction's file). The moment that file is
 * replaced is the commit; before it the old revision stands, after it the new one, and what lies
 * about from an interrupted commit is removed by {@link Repositories#tidy}. {@code head.gpkg}
 * follows as a convenience for people.
 */
public final class Repository {

  private final RepositoryFolder folder;
  private final Clock clock;
  private final Publisher publisher;
  private final RepositoryLocks locks;
  private final TransactionLedger ledger;
  private final Transactions transactions;

  Repository(
      RepositoryFolder folder,
      RepositorySettings settings,
      RepositoryLocks locks,
      CommitStep.Listener listener) {
    this.folder = folder;
    this.clock = settings.clock();
    this.publisher = new Publisher(folder, listener);
    this.locks = locks;
    this.ledger = new TransactionLedger(folder, settings, publisher, locks);
    this.transactions = new Transactions(folder, locks, ledger);
  }

  public String name() {
    return folder.name();
  }

  public Path folder() {
    return folder.path();
  }

  /** The URI of the folder, without a slash at the end. */
  public URI uri() {
    return folder.uri();
  }

  /** What is being changed in private. */
  public Transactions transactions() {
    return transactions;
  }

  /** The newest revision; empty in a repository just made. */
  public Optional<Revision> head() {
    return head(Optional.empty());
  }

  /**
   * The newest revision as it is seen in a transaction, or by everybody.
   *
   * @throws TransactionNotFoundException if there is no such transaction any more
   */
  public Optional<Revision> head(Optional<UUID> transaction) {
    try {
      Optional<String> id =
          transaction.isPresent() ? transactions.get(transaction.get()).head() : folder.headId();
      return id.map(folder::readRevision);
    } catch (RepositoryDamagedException e) {
      transaction.ifPresent(transactions::get); // it may have been cancelled in between
      throw e;
    }
  }

  /**
   * The revision with this identifier (40 hexadecimal digits), whether the head descends from it or
   * not.
   */
  public Optional<Revision> revision(String id) {
    boolean there = Digests.isId(id) && Files.exists(folder.revisionFile(id));
    return there ? Optional.of(folder.readRevision(id)) : Optional.empty();
  }

  /** The head and what it was made from, newest first, following first parents. */
  public List<Revision> log(int limit) {
    return history(head()).limit(limit).toList();
  }

  /**
   * A revision and what it was made from, newest first, following first parents; read as it goes.
   */
  public Stream<Revision> history(Optional<Revision> newest) {
    return Stream.iterate(newest, Optional::isPresent, this::parent).map(Optional::orElseThrow);
  }

  private Optional<Revision> parent(Optional<Revision> revision) {
    return revision.flatMap(made -> made.parents().stream().findFirst()).map(folder::readRevision);
  }

  /** The GeoPackage of a revision. It never changes; open it read-only. */
  public Path data(Revision revision) {
    return folder.dataFile(revision.id());
  }

  /**
   * Keeps the files of a revision for somebody who reads them for long, also if it is thrown away
   * meanwhile with the transaction that it was made in.
   *
   * @return to be closed when they are read
   * @throws IOException if they are gone
   */
  public FolderLocks.Held keep(Revision revision) throws IOException {
    Optional<Held> reading = locks.reading(revision.id());
    if (reading.isPresent()) {
      if (Files.exists(data(revision))) {
        return reading.get();
      }
      reading.get().close();
    }
    throw new FileNotFoundException(
        "The revision %s is not in the repository '%s' any more: the transaction was cancelled."
            .formatted(revision.id(), name()));
  }

  /** The time by the clock that revisions are dated with. */
  public Instant now() {
    return clock.instant();
  }

  /** Begins a change that starts from the head. */
  public Draft draft() {
    return draft(Optional.empty());
  }

  /**
   * Begins a change in a transaction, or of the repository itself, that starts from the head there.
   * Whoever works on it for long {@linkplain Transactions#stay stays} in the transaction.
   *
   * @throws TransactionNotFoundException if there is no such transaction any more
   */
  public Draft draft(Optional<UUID> transaction) {
    return new Draft(
        folder.unfinished().in(folder.data(), ".gpkg"), head(transaction), transaction);
  }

  /**
   * Makes the draft the head of its transaction, or of the repository. An interrupt of the thread
   * breaks it off, with the old head in place.
   *
   * @param layers what the draft holds
   * @throws NothingToCommitException if the draft holds what its parent holds
   * @throws HeadMovedException if the head is not the draft's parent any more
   * @throws TransactionNotFoundException if the transaction has ended
   * @throws RepositoryBusyException if somebody else changes the repository for too long
   * @throws IOException if the disk does not take it; the old head stays
   */
  public Revision commit(Draft draft, List<LayerState> layers, Revision.Note note)
      throws IOException {
    refuseSame(draft, layers);
    Durable.syncFile(draft.file());
    publisher.listener().reached(CommitStep.SYNCED);
    try (Held _ = locks.commit()) {
      refuseMoved(draft);
      List<String> parents = draft.parent().map(Revision::id).stream().toList();
      Revision revision = Revision.of(parents, note, OffsetDateTime.now(clock), layers);
      folder.sign().during(() -> publish(draft, revision));
      return revision;
    }
  }

  private boolean publish(Draft draft, Revision revision) throws IOException {
    publisher.keep(draft.file(), revision);
    if (draft.transaction().isPresent()) {
      ledger.advance(draft.transaction().get(), revision);
      return true;
    }
    return publisher.moveHead(revision.id());
  }

  private static void refuseSame(Draft draft, List<LayerState> layers) {
    String tree = Revision.tree(layers);
    draft
        .parent()
        .filter(parent -> parent.tree().equals(tree))
        .ifPresent(parent -> {
          throw new NothingToCommitException(parent.id());
        });
  }

  private void refuseMoved(Draft draft) throws IOException {
    Optional<UUID> transaction = draft.transaction();
    Optional<String> head =
        transaction.isPresent() ? ledger.get(transaction.get()).head() : folder.headId();
    String expected = draft.parent().map(Revision::id).orElse("nothing");
    String found = head.orElse("nothing");
    if (!expected.equals(found)) {
      throw new HeadMovedException(name(), expected, found);
    }
  }

  /**
   * Removes what interrupted changes left, and cancels transactions that were left alone. Does not
   * wait: somebody else who changes the repository is a reason to come again later.
   *
   * @param anyway whether to look at everything if nothing seems to be left
   */
  void tidy(boolean anyway) throws IOException {
    RepositorySweep sweep = new RepositorySweep(folder, locks);
    if (!anyway && !ledger.isAnyOverdue() && !sweep.isNeeded()) {
      return;
    }
    Optional<Held> changing = locks.tryCommit();
    if (changing.isPresent()) {
      try (Held _ = changing.get()) {
        ledger.cancelAbandoned();
        if (anyway || sweep.isNeeded()) {
          sweep.run();
        }
      }
    }
  }
}
