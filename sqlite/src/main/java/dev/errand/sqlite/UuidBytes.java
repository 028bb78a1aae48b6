// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import java.nio.ByteBuffer;
import java.util.UUID;

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
}
