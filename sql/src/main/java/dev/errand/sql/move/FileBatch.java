// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.util.List;

/**
 * Parts of files that are written together.
 *
 * @param begun files that are there, even if they have no bytes
 * @param complete files that end with this
 */
public record FileBatch(List<MovedFile> begun, List<Chunk> chunks, List<MovedFile> complete) {

  /** How many bytes a chunk has that is not the last of its file: 1 MiB. */
  public static final int CHUNK = 1 << 20;

  /** Bytes of a file that begin at {@code start}. */
  public record Chunk(MovedFile file, long start, byte[] bytes) {}

  public FileBatch {
    begun = List.copyOf(begun);
    chunks = List.copyOf(chunks);
    complete = List.copyOf(complete);
  }
}
