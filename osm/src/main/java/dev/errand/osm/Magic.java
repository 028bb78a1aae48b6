// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.nio.charset.StandardCharsets;

/** What the first bytes of a file say it is. */
enum Magic {
  XML("XML"),
  PBF("PBF"),
  GZIP("gzip"),
  BZIP2("bzip2"),
  EMPTY("empty"),
  ZIP("a zip archive"),
  XZ("compressed with xz"),
  ZSTD("compressed with Zstandard"),
  SEVEN_ZIP("a 7z archive"),
  SQLITE("an SQLite database or GeoPackage"),
  O5M("an o5m file"),
  UNKNOWN("of an unknown format");

  private final String shown;

  Magic(String shown) {
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  static Magic of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      return EMPTY;
    } else if (text.startsWith("\u001f\u008b")) {
      return GZIP;
    } else if (text.startsWith("BZh")) {
      return BZIP2;
    } else if (text.startsWith("\0\0\0") && text.startsWith("\n\tOSMHeader", 4)) {
      return PBF;
    } else if (isXml(text)) {
      return XML;
    }
    return other(text);
  }

  private static boolean isXml(String text) {
    boolean utf8 = text.startsWith("\u00ef\u00bb\u00bf");
    boolean utf16 =
        text.startsWith("\u00fe\u00ff")
            || text.startsWith("\u00ff\u00fe")
            || text.startsWith("\0<")
            || text.startsWith("<\0");
    return utf16 || (utf8 ? text.substring(3) : text).stripLeading().startsWith("<");
  }

  private static Magic other(String text) {
    if (text.startsWith("PK")) {
      return ZIP;
    } else if (text.startsWith("\u00fd7zXZ")) {
      return XZ;
    } else if (text.startsWith("(\u00b5/\u00fd")) {
      return ZSTD;
    } else if (text.startsWith("7z\u00bc\u00af")) {
      return SEVEN_ZIP;
    } else if (text.startsWith("SQLite format 3")) {
      return SQLITE;
    } else if (text.startsWith("\u00ff\u00e0")) {
      return O5M;
    }
    return UNKNOWN;
  }
}
