// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The central directory of a zip file, looked through without holding it, before a reader that
 * holds it is let near: it is bounded, holds what it says it holds, and describes nothing but files
 * and folders that can be read. APPNOTE.TXT of PKWARE, section 4.3.12.
 *
 * @param entries how many files and folders
 * @param names how names are written that are not marked as UTF-8
 */
record ZipDirectory(long entries, Charset names) {

  private static final int SIGNATURE = 0x02014b50;
  private static final int HEADER = 46;
  private static final long MOST_BYTES = 64L << 20;
  private static final int ENCRYPTED = 1;
  private static final int UTF8 = 1 << 11;
  private static final int UNIX = 3;
  private static final int DARWIN = 19;

  /**
   * Looks through the directory of a file.
   *
   * @throws BadZipException if it is damaged, too large, or has entries that are not unzipped
   */
  static ZipDirectory read(Path zip, UnzipLimits limits) throws IOException {
    try (FileChannel file = FileChannel.open(zip)) {
      ZipEnd end = ZipEnd.find(file);
      if (end.entries() > limits.entries()) {
        throw new BadZipException(
            "The zip file has %d entries, and %d are allowed."
                .formatted(end.entries(), limits.entries()));
      }
      if (end.size() > MOST_BYTES) {
        throw new BadZipException(
            "The directory of the zip file has %d bytes, and %d are allowed."
                .formatted(end.size(), MOST_BYTES));
      }
      file.position(end.offset());
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
      boolean utf8 = true;
      long left = end.size();
      for (long number = 1; number <= end.entries(); number++) {
        Header header = Header.next(in, left, number);
        header.check(number);
        utf8 &= header.isUtf8();
        left -= header.length();
      }
      if (left != 0) {
        throw new BadZipException("The zip file has more entries than its end says.");
      }
      return new ZipDirectory(
          end.entries(), utf8 ? StandardCharsets.UTF_8 : Charset.forName("IBM437"));
    }
  }

  /** One entry of the directory. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Header(ByteBuffer fixed, byte[] name) {

    static Header next(DataInputStream in, long left, long number) throws IOException {
      if (left < HEADER) {
        throw damaged(number);
      }
      byte[] bytes = new byte[HEADER];
      in.readFully(bytes);
      ByteBuffer fixed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      Header header = new Header(fixed, new byte[fixed.getShort(28) & 0xffff]);
      if (fixed.getInt(0) != SIGNATURE || header.length() > left) {
        throw damaged(number);
      }
      in.readFully(header.name());
      in.skipNBytes(header.length() - HEADER - header.name().length);
      return header;
    }

    private static BadZipException damaged(long number) {
      return new BadZipException("The directory of the zip file is damaged at entry " + number);
    }

    int length() {
      return HEADER + name.length + (fixed.getShort(30) & 0xffff) + (fixed.getShort(32) & 0xffff);
    }

    boolean isUtf8() {
      if ((fixed.getShort(8) & UTF8) != 0) {
        return true;
      }
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }

    void check(long number) {
      String shown =
          EntryPath.shown(new String(name, StandardCharsets.UTF_8)) + " (entry " + number + ")";
      if ((fixed.getShort(8) & ENCRYPTED) != 0) {
        throw new BadZipException(shown + " is encrypted; only plain zip files are unzipped.");
      }
      int method = fixed.getShort(10) & 0xffff;
      if (method != 0 && method != 8) {
        throw new BadZipException(
            shown + " is compressed by method " + method + "; only deflate can be unzipped.");
      }
      int system = fixed.get(5) & 0xff;
      int kind = (fixed.getInt(38) >>> 16) & 0xf000;
      boolean plain = kind == 0 || kind == 0x8000 || kind == 0x4000;
      if ((system == UNIX || system == DARWIN) && !plain) {
        throw new BadZipException(
            shown + " is a link or a device; only files and folders are unzipped.");
      }
    }
  }
}
