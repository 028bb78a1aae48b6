// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

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
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder of immutable revisions and a head. Safe for all threads; readers need no lock, because
 * what they read never changes.
 *
 * <p>A commit writes, each durably before the next: the data under its final name, the revision's
 * file, the file {@code HEAD} (in a transaction: the transaction's file). The moment that file is
 * replaced is the commit; before it the old revision stands, after it the new one, and what lies
 * about from an interrupted commit is removed by {@link Repositories} at the next start. {@code
 * head.gpkg} follows as a convenience for people.
 */
public final class Repository {

  private final RepositoryFolder folder;
  private final Clock clock;
  private final Publisher publisher;
  private final ReentrantLock committing = new ReentrantLock();
  private final Transactions transactions;

  Repository(RepositoryFolder folder, RepositorySettings settings, CommitStep.Listener listener) {
    this.folder = folder;
    this.clock = settings.clock();
    this.publisher = new Publisher(folder, listener);
    this.transactions = new Transactions(folder, settings, publisher, committing);
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
    return headId(transaction).map(folder::readRevision);
  }

  private Optional<String> headId(Optional<UUID> transaction) {
    return transaction.isPresent() ? transactions.get(transaction.get()).head() : folder.headId();
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
    return new Draft(Durable.unfinished(folder.data(), ".gpkg"), head(transaction), transaction);
  }

  /**
   * Makes the draft the head of its transaction, or of the repository. An interrupt of the thread
   * breaks it off, with the old head in place.
   *
   * @param layers what the draft holds
   * @throws NothingToCommitException if the draft holds what its parent holds
   * @throws HeadMovedException if the head is not the draft's parent any more
   * @throws TransactionNotFoundException if the transaction has ended
   * @throws IOException if the disk does not take it; the old head stays
   */
  public Revision commit(Draft draft, List<LayerState> layers, Revision.Note note)
      throws IOException {
    refuseSame(draft, layers);
    Durable.syncFile(draft.file());
    publisher.listener().reached(CommitStep.SYNCED);
    committing.lock();
    try {
      refuseMoved(draft);
      List<String> parents = draft.parent().map(Revision::id).stream().toList();
      Revision revision = Revision.of(parents, note, OffsetDateTime.now(clock), layers);
      publisher.keep(draft.file(), revision);
      if (draft.transaction().isPresent()) {
        transactions.advance(draft.transaction().get(), revision);
      } else {
        publisher.moveHead(revision.id());
      }
      return revision;
    } finally {
      committing.unlock();
    }
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

  private void refuseMoved(Draft draft) {
    String expected = draft.parent().map(Revision::id).orElse("nothing");
    String found = headId(draft.transaction()).orElse("nothing");
    if (!expected.equals(found)) {
      throw new HeadMovedException(name(), expected, found);
    }
  }
}
