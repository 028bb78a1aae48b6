// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.util.Locale;
import java.util.Optional;

/**
 * Bytes of a file.
 *
 * @param last included, so that {@code first - 1} means none
 */
record ByteRange(long first, long last) {

  private static final int DIGITS = 18;

  static ByteRange all(long size) {
    return new ByteRange(0, size - 1);
  }

  /**
   * Reads a Range header.
   *
   * @return without length if the file has none of these bytes; empty if the header asks for
   *     several ranges or is malformed, and so is to be passed over
   */
  static Optional<ByteRange> parse(String header, long size) {
    String text = header.strip().toLowerCase(Locale.ROOT);
    int dash = text.indexOf('-');
    if (!text.startsWith("bytes=") || dash < 0) {
      return Optional.empty();
    }
    String from = text.substring("bytes=".length(), dash).strip();
    String to = text.substring(dash + 1).strip();
    boolean numbers = isNumber(from) && isNumber(to) && !(from.isEmpty() && to.isEmpty());
    if (!numbers) {
      return Optional.empty();
    }
    if (from.isEmpty()) {
      long count = Math.min(Long.parseLong(to), size);
      return Optional.of(new ByteRange(size - count, size - 1));
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
    if (last < first) {
      return Optional.empty();
    }
    return Optional.of(
        first >= size
            ? new ByteRange(size, size - 1)
            : new ByteRange(first, Math.min(last, size - 1)));
  }

  private static boolean isNumber(String text) {
    return text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  long length() {
    return last - first + 1;
  }

  boolean isAll(long size) {
    return first == 0 && length() == size;
  }
}
