// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Meta;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of a feature that its digest is taken of. Not safe for use by several threads. */
final class CanonicalForm {

  private ByteBuffer buffer = ByteBuffer.allocate(4096);

  /** The bytes, valid until the next call. */
  ByteBuffer of(Meta meta, byte[] geometry) {
    byte @Nullable [] user = utf8(meta.user());
    byte @Nullable [] tags = utf8(meta.tags());
    int size = 7 * Long.BYTES + length(user) + length(tags) + geometry.length;
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocate(2 * size);
    }
    buffer.clear();
    buffer.putLong(meta.id()).putLong(meta.version()).putLong(meta.changeset());
    buffer.putLong(meta.timestamp());
    put(user);
    put(tags);
    buffer.putInt(geometry.length).put(geometry);
    return buffer.flip();
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private void put(byte @Nullable [] bytes) {
    if (bytes == null) {
      buffer.putInt(-1);
    } else {
      buffer.putInt(bytes.length).put(bytes);
    }
  }
}
