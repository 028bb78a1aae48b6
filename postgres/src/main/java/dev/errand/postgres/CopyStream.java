// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.sql.move.Column;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * What a query answers, as {@code COPY TO} sends it in its binary format (PostgreSQL manual, COPY):
 * it comes as it is read, and no more than one value is held.
 */
final class CopyStream implements AutoCloseable {

  /** The signature and the flags; the length of what else the header has follows. */
  private static final int HEADER = 11 + 4;

  private static final int NONE = -1;

  private final DataInputStream in;

  private CopyStream(DataInputStream in) {
    this.in = in;
  }

  static CopyStream of(Connection connection, String query) throws SQLException, IOException {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new PGCopyInputStream(
                    connection.unwrap(PGConnection.class),
                    "COPY (" + query + ") TO STDOUT (FORMAT binary)"),
                1 << 16));
    in.skipNBytes(HEADER);
    in.skipNBytes(in.readInt());
    return new CopyStream(in);
  }

  /** Goes to the next row; false after the last. */
  boolean next() throws IOException {
    return in.readShort() >= 0;
  }

  /** The next value of the row; numbers must be of 8 bytes. */
  Optional<Object> value(Column.Type type) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return Optional.empty();
    }
    return Optional.of(
        switch (type) {
          case NUMBER -> in.readLong();
          case REAL -> in.readDouble();
          case FLAG -> in.readBoolean();
          case UUID -> new UUID(in.readLong(), in.readLong());
          case TEXT -> new String(in.readNBytes(length), StandardCharsets.UTF_8);
        });
  }

  /** The next value, of bytes. */
  Optional<byte[]> bytes() throws IOException {
    int length = in.readInt();
    return length == NONE ? Optional.empty() : Optional.of(in.readNBytes(length));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
