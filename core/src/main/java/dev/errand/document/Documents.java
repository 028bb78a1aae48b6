// SPDX-License-Identifier: Apache-2.0
package dev.errand.document;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the ids of documents and folders: a register beside the files, which lie in the groups'
 * folders. Every change is durable when its method returns, and all of it or nothing is done. Safe
 * for all threads; methods throw {@link dev.errand.task.StoreException} when the medium fails.
 */
public interface Documents {

  /** A document or folder that is elsewhere from now on. */
  record Move(long id, String path) {}

  /** The document or folder with that id. */
  Optional<Document> find(long id);

  /** The document or folder of the group at that path. */
  Optional<Document> find(long group, String path);

  /**
   * Registers documents (or, with {@code folder}, folders) at these paths, and the folders above
   * them. One that is registered keeps its id and gets the new time of modification.
   *
   * @return in the order of the paths
   * @throws PathInUseException if a document is where a folder should be, or the other way round
   */
  List<Document> register(long group, Collection<String> paths, boolean folder, Instant now);

  /** What is directly in a folder: by path, those after {@code after}, at most so many. */
  List<Document> children(long group, String folder, String after, int limit);

  /**
   * All that is below a folder, itself not: by path, those after {@code after}, at most so many.
   */
  List<Document> below(long group, String folder, String after, int limit);

  /**
   * Gives documents and folders other paths in their groups, all at once. Those that are gone are
   * passed over.
   *
   * @throws PathInUseException if one would be where another is
   */
  void move(Collection<Move> moves);

  /** Forgets documents and folders; those that are gone are passed over. */
  void remove(Collection<Long> ids);
}
