// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of immutable revisions and a head. Safe for all threads; readers need no lock, because
 * what they read never changes.
 *
 * <p>A commit writes, each durably before the next: the data under its final name, the revision's
 * file, the file {@code HEAD}. The moment {@code HEAD} is replaced is the commit; before it the old
 * revision stands, after it the new one, and what lies about from an interrupted commit is removed
 * by {@link Repositories} at the next start. {@code head.gpkg} follows as a convenience for people.
 */
public final class Repository {

  private static final Logger LOG = LoggerFactory.getLogger(Repository.class);

  private final RepositoryFolder folder;
  private final Clock clock;
  private final CommitStep.Listener listener;
  private final ReentrantLock committing = new ReentrantLock();

  Repository(RepositoryFolder folder, Clock clock, CommitStep.Listener listener) {
    this.folder = folder;
    this.clock = clock;
    this.listener = listener;
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

  /** The newest revision; empty in a repository just made. */
  public Optional<Revision> head() {
    return folder.headId().map(folder::readRevision);
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
    List<Revision> revisions = new ArrayList<>();
    Optional<Revision> next = head();
    while (next.isPresent() && revisions.size() < limit) {
      revisions.add(next.get());
      next = next.get().parents().stream().findFirst().map(folder::readRevision);
    }
    return revisions;
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
    return new Draft(Durable.unfinished(folder.data(), ".gpkg"), head());
  }

  /**
   * Makes the draft the head. An interrupt of the thread breaks it off, with the old head in place.
   *
   * @param layers what the draft holds
   * @throws NothingToCommitException if the draft holds what its parent holds
   * @throws HeadMovedException if the head is not the draft's parent any more
   * @throws IOException if the disk does not take it; the old head stays
   */
  public Revision commit(Draft draft, List<LayerState> layers, Revision.Note note)
      throws IOException {
    refuseSame(draft, layers);
    Durable.syncFile(draft.file());
    listener.reached(CommitStep.SYNCED);
    committing.lock();
    try {
      refuseMoved(draft);
      List<String> parents = draft.parent().map(Revision::id).stream().toList();
      Revision revision = Revision.of(parents, note, OffsetDateTime.now(clock), layers);
      publish(draft, revision);
      return revision;
    } finally {
      committing.unlock();
    }
  }

  private void publish(Draft draft, Revision revision) throws IOException {
    Path data = folder.dataFile(revision.id());
    folder.protect(draft.file());
    Durable.move(draft.file(), data);
    Durable.syncFolder(folder.data());
    listener.reached(CommitStep.DATA_NAMED);
    Durable.write(folder.revisionFile(revision.id()), RevisionFile.bytes(revision));
    listener.reached(CommitStep.REVISION_WRITTEN);
    Durable.write(folder.headFile(), (revision.id() + "\n").getBytes(StandardCharsets.US_ASCII));
    listener.reached(CommitStep.HEAD_WRITTEN);
    linkHead(revision);
    listener.reached(CommitStep.HEAD_LINKED);
  }

  /** Failing here must not fail a commit that is done. */
  private void linkHead(Revision revision) {
    try {
      folder.linkHead(revision.id());
    } catch (IOException e) {
      LOG.warn(
          "{} could not be replaced; it shows an older revision until the next start.",
          folder.headData(),
          e);
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
    String found = folder.headId().orElse("nothing");
    if (!expected.equals(found)) {
      throw new HeadMovedException(name(), expected, found);
    }
  }
}
