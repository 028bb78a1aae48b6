// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes revisions and moves the head, one step durable before the next. The commit lock is held
 * and the {@linkplain ChangeSign sign} is up, so that no sweep comes between the steps and one
 * follows if they are broken off.
 */
record Publisher(RepositoryFolder folder, CommitStep.Listener listener) {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** Keeps a revision with its data; nobody is told of it yet. */
  void keep(Path draft, Revision revision) throws IOException {
    folder.protect(draft);
    Durable.move(draft, folder.dataFile(revision.id()));
    Durable.syncFolder(folder.data());
    listener.reached(CommitStep.DATA_NAMED);
    Durable.write(
        folder.revisionFile(revision.id()), RevisionFile.bytes(revision), folder.unfinished());
    listener.reached(CommitStep.REVISION_WRITTEN);
  }

  /** Makes a revision that is kept the head; says whether {@code head.gpkg} follows. */
  boolean moveHead(String id) throws IOException {
    Durable.write(
        folder.headFile(), (id + "\n").getBytes(StandardCharsets.US_ASCII), folder.unfinished());
    listener.reached(CommitStep.HEAD_WRITTEN);
    boolean linked = linkHead(id);
    listener.reached(CommitStep.HEAD_LINKED);
    return linked;
  }

  /** Failing here must not fail a commit that is done. */
  private boolean linkHead(String id) {
    try {
      folder.linkHead(id);
      return true;
    } catch (IOException e) {
      LOG.warn("{} could not be replaced; it shows an older revision.", folder.headData(), e);
      return false;
    }
  }
}
