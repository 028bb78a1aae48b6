// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUIDs as the file keeps them: 16 bytes, most significant first, so that they sort by time. */
final class UuidBytes {

  private UuidBytes() {}

  static byte[] of(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** That in a column of a row; null for NULL. */
  static @Nullable UUID column(ResultSet row, int column) throws SQLException {
    byte @Nullable [] bytes = row.getBytes(column);
    return bytes == null ? null : uuid(bytes);
  }
}
