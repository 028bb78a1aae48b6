// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import dev.errand.sql.move.Row;
import dev.errand.task.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts rows and digests them. Each value is a letter for its type and what follows: 8 bytes of a
 * number or of the bits of a real, 1 of a flag, 16 of a UUID, of a text the number of its UTF-8
 * bytes in 4 and these; of none just the letter.
 */
final class RowDigest {

  private final MessageDigest sha256 = Sha256.begin();
  private final DataOutputStream out =
      new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
  private long count;

  void add(Row row) {
    count++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream values = new DataOutputStream(bytes)) {
      for (Optional<Object> value : row.values()) {
        write(values, value);
      }
      bytes.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Optional<Object> value) throws IOException {
    if (value.isEmpty()) {
      out.writeByte('-');
      return;
    }
    switch (value.get()) {
      case Long number -> {
        out.writeByte('n');
        out.writeLong(number);
      }
      case Double real -> {
        out.writeByte('r');
        out.writeDouble(real);
      }
      case Boolean flag -> {
        out.writeByte('f');
        out.writeBoolean(flag);
      }
      case UUID uuid -> {
        out.writeByte('u');
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
      }
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte('t');
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      default -> throw new IllegalArgumentException("no value of a row: " + value.get());
    }
  }

  Comparison.Side side() {
    return new Comparison.Side(count, HexFormat.of().formatHex(sha256.digest()));
  }
}
