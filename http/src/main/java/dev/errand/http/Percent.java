// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding (RFC 3986 section 2.1) that takes nothing but well-formed escapes of well-formed
 * UTF-8.
 */
final class Percent {

  private Percent() {}

  /**
   * Decodes a part of a request line or form.
   *
   * @param plus whether a plus sign stands for a space, as it does in queries and forms
   * @throws HttpException 400 if the part is malformed
   */
  static String decode(String raw, int start, int end, boolean plus) {
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= 0x7f || (plus && c == '+')) {
        return decodeSlowly(raw, start, end, plus);
      }
      if (c < ' ') {
        throw malformed();
      }
    }
    return raw.substring(start, end);
  }

  private static String decodeSlowly(String raw, int start, int end, boolean plus) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * (end - start));
    try {
      int i = start;
      while (i < end) {
        char c = raw.charAt(i);
        if (c == '%') {
          bytes.put(escape(raw, i, end));
          i += 3;
        } else if (c < 0x80) {
          bytes.put((byte) (plus && c == '+' ? ' ' : c));
          i++;
        } else {
          // Some containers hand on raw bytes of the request line as characters already decoded.
          int length = Character.charCount(raw.codePointAt(i));
          bytes.put(
              StandardCharsets.UTF_8
                  .newEncoder()
                  .encode(CharBuffer.wrap(raw, i, Math.min(end, i + length))));
          i += length;
        }
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (text.indexOf('\uFFFD') >= 0) {
        throw malformed();
      }
      return text;
    } catch (CharacterCodingException notUtf8) {
      throw malformed();
    }
  }

  private static byte escape(String raw, int at, int end) {
    int high = at + 2 < end ? Character.digit(raw.charAt(at + 1), 16) : -1;
    int low = at + 2 < end ? Character.digit(raw.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return (byte) ((high << 4) | low);
  }

  private static HttpException malformed() {
    return HttpException.badRequest("The address or form is not percent-encoded UTF-8.");
  }
}
