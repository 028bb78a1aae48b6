// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.MoveSource;
import dev.errand.sql.move.MovedFile;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.store.OutputStore;
import dev.errand.task.OpenOutput;
import dev.errand.task.Sha256;
import dev.errand.task.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** What is in the files of the source, read anew. */
final class SourceContents implements Rows {

  private final MoveSource.MovedFiles moved;
  private final OutputStore files;
  private final Consumer<String> damaged;

  /**
   * @param damaged is told of files that are not what was recorded about them
   */
  SourceContents(MoveSource.MovedFiles moved, OutputStore files, Consumer<String> damaged) {
    this.moved = moved;
    this.files = files;
    this.damaged = damaged;
  }

  @Override
  public Optional<Row> next() {
    return moved.next().map(this::contents);
  }

  private Row contents(MovedFile file) {
    Counting count = new Counting();
    MessageDigest sha256 = Sha256.begin();
    if (!copy(files, file, 0, new DigestOutputStream(count, sha256))) {
      tell(file, "is missing");
      return file.contents(Optional.empty(), Optional.empty());
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    if (!digest.equals(file.output().sha256())) {
      tell(file, "is not what the task left");
    }
    return file.contents(Optional.of(count.bytes), Optional.of(digest));
  }

  private void tell(MovedFile file, String what) {
    damaged.accept("%s of task %d %s".formatted(file.output().name(), file.task(), what));
  }

  /**
   * Copies what there is of a file from a position on, at most as much as was recorded.
   *
   * @return false if it is not there
   */
  static boolean copy(OutputStore files, MovedFile file, long from, OutputStream to) {
    try {
      Optional<OpenOutput> open = files.open(file.attempt(), file.output());
      if (open.isEmpty()) {
        return false;
      }
      try (OpenOutput in = open.get()) {
        in.copyTo(to, from, Math.max(0, file.output().size() - from));
      } catch (EOFException e) {
        // It is shorter than was recorded: that is how it was, and how it stays.
        return true;
      }
      return true;
    } catch (IOException e) {
      throw new StoreException(
          "Cannot read the file %s of task %d (%s). Mend that, and move again."
              .formatted(file.output().name(), file.task(), e),
          e);
    }
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }

  @Override
  public void close() {
    moved.close();
  }
}
