// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.Column;
import dev.errand.sql.move.MovedFile;
import dev.errand.sql.move.Row;
import dev.errand.sql.move.Rows;
import dev.errand.task.Sha256;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is in the files of tasks, read chunk by chunk. */
final class FileContents implements Rows {

  private static final String CHUNKS =
      """
      SELECT output.task, output.name, file.id IS NOT NULL, chunk.start, chunk.bytes
      FROM output
      LEFT JOIN task ON task.number = output.task
      LEFT JOIN output_file AS file ON file.task = task.key AND file.epoch = task.epoch
        AND file.name = output.name AND NOT file.doomed
      LEFT JOIN output_chunk AS chunk ON chunk.file = file.id
      ORDER BY output.task, output.name COLLATE "C", chunk.start
      """;

  /** A chunk; the next one of a file that has none, or of one that is not there, has no bytes. */
  private record Piece(
      long task, String name, boolean there, Optional<Object> start, byte[] bytes) {

    boolean isOf(Piece other) {
      return task == other.task && name.equals(other.name);
    }
  }

  private final MoveConnection connection;
  private final CopyStream stream;
  private @Nullable Piece ahead;

  private FileContents(MoveConnection connection, CopyStream stream) {
    this.connection = connection;
    this.stream = stream;
  }

  static FileContents of(MoveConnection connection) {
    return connection.reading(open -> {
      FileContents contents = new FileContents(connection, CopyStream.of(open, CHUNKS));
      contents.ahead = contents.piece();
      return contents;
    });
  }

  private @Nullable Piece piece() throws IOException {
    if (!stream.next()) {
      return null;
    }
    return new Piece(
        (Long) stream.value(Column.Type.NUMBER).orElseThrow(),
        (String) stream.value(Column.Type.TEXT).orElseThrow(),
        (Boolean) stream.value(Column.Type.FLAG).orElseThrow(),
        stream.value(Column.Type.NUMBER),
        stream.bytes().orElse(new byte[0]));
  }

  @Override
  public Optional<Row> next() {
    return connection.reading(_ -> ahead == null ? Optional.empty() : Optional.of(file(ahead)));
  }

  private Row file(Piece first) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    long bytes = 0;
    boolean whole = true;
    for (Piece piece = first; piece != null && piece.isOf(first); piece = ahead) {
      whole &= piece.start().isEmpty() || piece.start().get().equals(bytes);
      sha256.update(piece.bytes());
      bytes += piece.bytes().length;
      ahead = piece();
    }
    if (!first.there()) {
      return MovedFile.contents(first.task(), first.name(), Optional.empty(), Optional.empty());
    }
    Optional<String> digest =
        whole ? Optional.of(HexFormat.of().formatHex(sha256.digest())) : Optional.empty();
    return MovedFile.contents(first.task(), first.name(), Optional.of(bytes), digest);
  }

  @Override
  public void close() {
    connection.step(_ -> {
      stream.close();
      return true;
    });
  }
}
