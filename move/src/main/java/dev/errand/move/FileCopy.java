// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.FileBatch;
import dev.errand.sql.move.MoveSource;
import dev.errand.sql.move.MoveTarget;
import dev.errand.sql.move.MovedFile;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Table;
import dev.errand.store.OutputStore;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Copies the files of tasks in chunks, many small ones at once, and never more than some MiB. */
final class FileCopy {

  private static final int MOST_FILES = 2_000;
  private static final long MOST_BYTES = 8L * FileBatch.CHUNK;

  private static final String WHAT = "bytes of files";

  private final MoveSource source;
  private final OutputStore files;
  private final MoveTarget target;
  private final MoveProgress progress;
  private final List<MovedFile> begun = new ArrayList<>();
  private final List<FileBatch.Chunk> chunks = new ArrayList<>();
  private final List<MovedFile> complete = new ArrayList<>();

  /** For one file after the other. */
  private final byte[] room = new byte[FileBatch.CHUNK];

  private long gathered;
  private long done;
  private long total;

  FileCopy(MoveSource source, OutputStore files, MoveTarget target, MoveProgress progress) {
    this.source = source;
    this.files = files;
    this.target = target;
    this.progress = progress;
  }

  /** Copies those that are not there yet, the first perhaps in part. */
  void run() {
    Optional<Row> last = target.last(Table.OUTPUT);
    total = source.fileBytes(Optional.empty());
    done = total - source.fileBytes(last);
    progress.at(WHAT, done, total);
    boolean first = true;
    try (MoveSource.MovedFiles moved = source.files(last)) {
      for (Optional<MovedFile> file = moved.next(); file.isPresent(); file = moved.next()) {
        copy(file.get(), first ? target.stored(file.get()) : 0);
        first = false;
      }
    }
    write();
  }

  private void copy(MovedFile file, long from) {
    done += from;
    Chunks out = new Chunks(file, from);
    if (SourceContents.copy(files, file, from, out)) {
      begun.add(file);
      out.finish();
    } else {
      done += file.output().size();
    }
    complete.add(file);
    if (complete.size() >= MOST_FILES) {
      write();
    }
  }

  private void add(MovedFile file, long start, byte[] bytes) {
    chunks.add(new FileBatch.Chunk(file, start, bytes));
    gathered += bytes.length;
    if (gathered >= MOST_BYTES) {
      if (!begun.contains(file)) {
        begun.add(file);
      }
      write();
    }
  }

  private void write() {
    if (!begun.isEmpty() || !complete.isEmpty()) {
      target.write(new FileBatch(begun, chunks, complete));
    }
    done += gathered;
    gathered = 0;
    begun.clear();
    chunks.clear();
    complete.clear();
    progress.at(WHAT, done, total);
  }

  /** Cuts what is written to it. */
  private final class Chunks extends OutputStream {

    private final MovedFile file;
    private long start;
    private int filled;

    private Chunks(MovedFile file, long start) {
      this.file = file;
      this.start = start;
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      int position = offset;
      int left = length;
      while (left > 0) {
        int some = Math.min(left, room.length - filled);
        System.arraycopy(from, position, room, filled, some);
        filled += some;
        position += some;
        left -= some;
        if (filled == room.length) {
          finish();
        }
      }
    }

    /** What is left makes the last chunk. */
    private void finish() {
      if (filled > 0) {
        byte[] bytes = Arrays.copyOf(room, filled);
        long at = start;
        start += filled;
        filled = 0;
        add(file, at, bytes);
      }
    }
  }
}
