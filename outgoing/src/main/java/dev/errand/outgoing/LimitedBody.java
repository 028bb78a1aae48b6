// SPDX-License-Identifier: Apache-2.0
package dev.errand.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads a body into memory, up to a limit that counts what it is once it is decompressed. */
record LimitedBody(OutgoingUri uri, long limit) {

  private static final int STEP = 8 << 10;

  /**
   * The whole body.
   *
   * @throws OutgoingException if there is more, or it is encoded in a way that nobody asked for
   */
  byte[] read(OutgoingAnswer answer) throws IOException {
    if (answer.header("Content-Length").filter(this::isTooMuch).isPresent()) {
      throw OutgoingException.tooLarge(uri, limit);
    }
    InputStream body = decoded(answer);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] step = new byte[STEP];
    for (int read = body.read(step); read >= 0; read = body.read(step)) {
      if (whole.size() + read > limit) {
        throw OutgoingException.tooLarge(uri, limit);
      }
      whole.write(step, 0, read);
    }
    return whole.toByteArray();
  }

  private boolean isTooMuch(String length) {
    try {
      return Long.parseLong(length.strip()) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Nobody asks for compression, but some servers store files so. */
  private InputStream decoded(OutgoingAnswer answer) throws IOException {
    String encoding = answer.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> answer.body();
      case "gzip", "x-gzip" -> new GZIPInputStream(answer.body());
      default ->
          throw new OutgoingException(
              uri, "is encoded in a way that this server does not read (Content-Encoding).");
    };
  }
}
