// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip files that tests make, good ones and bad. */
public final class Zips {

  private Zips() {}

  /** Files given as names and texts in turn; a name that ends in a slash is a folder. */
  public static byte[] of(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** So many files of one line in folders of a hundred. */
  public static byte[] many(int files) throws IOException {
    String[] all = new String[2 * files];
    for (int i = 0; i < files; i++) {
      all[2 * i] = "folder-%03d/file-%05d.txt".formatted(i / 100, i);
      all[2 * i + 1] = "file " + i;
    }
    return of(all);
  }

  /** Zeros that deflate packs a thousandfold. */
  static byte[] bomb(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[size]);
    }
    return bytes.toByteArray();
  }

  /** The zip with every occurrence of a text replaced by one of the same length. */
  static byte[] patched(byte[] zip, String from, String to) {
    return new String(zip, StandardCharsets.ISO_8859_1)
        .replace(from, to)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The zip with bytes in its directory's n-th header overwritten. */
  static byte[] header(byte[] zip, int number, int offset, int... values) {
    byte[] changed = zip.clone();
    String text = new String(zip, StandardCharsets.ISO_8859_1);
    int at = -1;
    for (int i = 0; i < number; i++) {
      at = text.indexOf("PK\u0001\u0002", at + 1);
    }
    for (int i = 0; i < values.length; i++) {
      changed[at + offset + i] = (byte) values[i];
    }
    return changed;
  }
}
