// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes that text is appended to as UTF-8. Not safe for several threads. */
public final class Utf8Buffer {

  private static final int REPLACEMENT = 0xFFFD;

  private byte[] bytes;
  private int length;

  /**
   * @param capacity in bytes, at first
   */
  public Utf8Buffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  /** Appends text that is known to be ASCII. */
  @SuppressWarnings("deprecation") // takes the low bytes, which of ASCII is all there is
  public Utf8Buffer ascii(String text) {
    int count = text.length();
    reserve(count);
    text.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  /** Appends any text. */
  public Utf8Buffer text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  /**
   * Appends the characters from {@code index} on that are ASCII and can stand as they are.
   *
   * @param plain says of each ASCII character whether it can
   * @return where the first other character is, or the end
   */
  @SuppressWarnings("deprecation") // as above
  public int run(String text, int index, boolean[] plain) {
    int end = index;
    while (end < text.length() && text.charAt(end) < 0x80 && plain[text.charAt(end)]) {
      end++;
    }
    reserve(end - index);
    text.getBytes(index, end, bytes, length);
    length += end - index;
    return end;
  }

  /** A table for {@link #run}: all printable ASCII characters but these. */
  public static boolean[] allBut(String special) {
    boolean[] plain = new boolean[0x80];
    for (char c = ' '; c < 0x80; c++) {
      plain[c] = special.indexOf(c) < 0;
    }
    return plain;
  }

  /** Appends one ASCII character. */
  public Utf8Buffer ascii(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /**
   * Appends the character that begins at {@code index}; half of a surrogate pair becomes U+FFFD.
   *
   * @return how many chars it took
   */
  public int character(String text, int index) {
    int code = text.codePointAt(index);
    int taken = Character.charCount(code);
    codePoint(
        code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE ? REPLACEMENT : code);
    return taken;
  }

  /** Appends U+FFFD. */
  public void replacement() {
    codePoint(REPLACEMENT);
  }

  private void codePoint(int code) {
    reserve(4);
    if (code < 0x80) {
      bytes[length++] = (byte) code;
      return;
    }
    if (code < 0x800) {
      bytes[length++] = (byte) (0xc0 | (code >> 6));
    } else {
      if (code < 0x10000) {
        bytes[length++] = (byte) (0xe0 | (code >> 12));
      } else {
        bytes[length++] = (byte) (0xf0 | (code >> 18));
        bytes[length++] = (byte) (0x80 | ((code >> 12) & 0x3f));
      }
      bytes[length++] = (byte) (0x80 | ((code >> 6) & 0x3f));
    }
    bytes[length++] = (byte) (0x80 | (code & 0x3f));
  }

  /** What was appended; nothing may be appended afterwards. */
  public Response.Bytes bytes() {
    return new Response.Bytes(bytes, length);
  }

  /** Writes what was appended and starts anew. */
  public void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }
}
