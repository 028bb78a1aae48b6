// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What the end of a zip file says of its central directory, which must lie right before it.
 * APPNOTE.TXT of PKWARE, sections 4.3.14 to 4.3.16.
 *
 * @param entries in the directory
 * @param offset where the directory begins
 * @param size of the directory in bytes
 */
record ZipEnd(long entries, long offset, long size) {

  private static final int END = 0x06054b50;
  private static final int LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_LENGTH = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LENGTH = 56;

  /**
   * Finds it.
   *
   * @throws BadZipException if there is none, or the directory is elsewhere
   */
  static ZipEnd find(FileChannel file) throws IOException {
    long size = file.size();
    int tail = (int) Math.min(size, LENGTH + LONGEST_COMMENT);
    ByteBuffer bytes = read(file, size - tail, tail);
    for (int at = tail - LENGTH; at >= 0; at--) {
      if (bytes.getInt(at) == END && at + LENGTH + u16(bytes, at + 20) == tail) {
        return at(file, size - tail + at, bytes.slice(at, LENGTH).order(bytes.order()));
      }
    }
    throw new BadZipException("The file is not a zip file, or its end is missing.");
  }

  private static ZipEnd at(FileChannel file, long position, ByteBuffer end) throws IOException {
    if (u16(end, 4) != 0 || u16(end, 6) != 0) {
      throw new BadZipException("The zip file is one part of several.");
    }
    boolean large =
        u16(end, 10) == 0xffff || end.getInt(12) == 0xffffffff || end.getInt(16) == 0xffffffff;
    if (large && position >= LOCATOR_64_LENGTH) {
      ByteBuffer locator = read(file, position - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH);
      if (locator.getInt(0) == LOCATOR_64) {
        return at64(file, position - LOCATOR_64_LENGTH, locator.getLong(8));
      }
    }
    return new ZipEnd(u16(end, 10), u32(end, 16), u32(end, 12)).endingAt(position);
  }

  private static ZipEnd at64(FileChannel file, long locator, long position) throws IOException {
    if (position >= 0 && position <= locator - END_64_LENGTH) {
      ByteBuffer end = read(file, position, END_64_LENGTH);
      if (end.getInt(0) == END_64) {
        return new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40)).endingAt(position);
      }
    }
    throw new BadZipException("The end of the zip file is damaged.");
  }

  private ZipEnd endingAt(long position) {
    if (entries < 0 || offset < 0 || size < 0 || offset != position - size) {
      throw new BadZipException("The directory of the zip file is not where its end says.");
    }
    return this;
  }

  private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
      // until it is full or the file has ended
    }
    return bytes.flip();
  }

  private static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private static long u32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }
}
