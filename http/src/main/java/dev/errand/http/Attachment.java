// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.nio.charset.StandardCharsets;

/**
 * Tells browsers and other clients to keep a file, and by what name: Content-Disposition as in RFC
 * 6266. A file is never shown in place, because a page from here could do what its reader may do.
 */
final class Attachment {

  /** What RFC 8187 lets stand as it is. */
  private static final boolean[] PLAIN = new boolean[0x80];

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~"
        .chars()
        .forEach(c -> PLAIN[c] = true);
  }

  private Attachment() {}

  /**
   * The value of the header.
   *
   * @param name any text; what could lead out of a folder, hide the file or turn the direction of
   *     writing becomes an underscore
   */
  static String named(String name) {
    String safe = safe(name);
    String plain = safe.replaceAll("[^ -~]|[\"%]", "_");
    String value = "attachment; filename=\"" + plain + '"';
    return plain.equals(safe) ? value : value + "; filename*=UTF-8''" + encoded(safe);
  }

  private static String safe(String name) {
    String safe = name.replaceAll("[/\\\\\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "_").strip();
    return safe.isEmpty() || safe.startsWith(".") ? "_" + safe : safe;
  }

  /** Halves of surrogate pairs become question marks. */
  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && PLAIN[b]) {
        out.append((char) b);
      } else {
        out.append("%%%02X".formatted(b));
      }
    }
    return out.toString();
  }
}
