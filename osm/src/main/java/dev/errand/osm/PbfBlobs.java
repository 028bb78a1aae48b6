// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import crosby.binary.Fileformat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Takes a PBF file apart into blocks, within the sizes that the format allows. */
final class PbfBlobs {

  /** Both from the format's description: larger ones are to be refused. */
  static final int MAX_HEADER = 64 * 1024;

  static final int MAX_BLOB = 32 * 1024 * 1024;

  private final GuardedInput input;
  private final DataInputStream data;
  private long block;
  private long offset;
  private long read;

  /** The content of one block. */
  record Data(String type, ByteBuffer bytes) {}

  PbfBlobs(GuardedInput input) {
    this.input = input;
    this.data = new DataInputStream(input);
  }

  /** The number of the current block, from 1. */
  long block() {
    return block;
  }

  /** Where in the file the current block starts. */
  long offset() {
    return offset;
  }

  /** The next block, empty at the end of the file. */
  Optional<Data> next() throws IOException, BadOsmFileException {
    block++;
    offset = read;
    int first = input.read();
    if (first < 0) {
      return Optional.empty();
    }
    try {
      int size = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
      checkSize("header", size, MAX_HEADER);
      Fileformat.BlobHeader header = Fileformat.BlobHeader.parseFrom(bytes(size));
      checkSize("blob", header.getDatasize(), MAX_BLOB);
      Fileformat.Blob blob = Fileformat.Blob.parseFrom(bytes(header.getDatasize()));
      read += 4L + size + header.getDatasize();
      return Optional.of(new Data(header.getType(), expand(blob)));
    } catch (EOFException e) {
      throw new BadOsmFileException("the file ends in the middle of the block", e);
    }
  }

  static void checkSize(String what, int size, int max) throws BadOsmFileException {
    if (size < 0 || size > max) {
      throw new BadOsmFileException(
          "its %s claims %d bytes, the format allows %d"
              .formatted(what, Integer.toUnsignedLong(size), max));
    }
  }

  /** Reads in pieces, so that a length that is a lie costs no more memory than there are bytes. */
  private byte[] bytes(int size) throws IOException {
    byte[] bytes = new byte[Math.min(size, 1 << 20)];
    int filled = 0;
    while (filled < size) {
      if (filled == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(size, 2L * filled));
      }
      data.readFully(bytes, filled, bytes.length - filled);
      filled = bytes.length;
      input.understood();
    }
    return bytes;
  }

  private ByteBuffer expand(Fileformat.Blob blob) throws IOException, BadOsmFileException {
    ByteBuffer expanded = PbfExpansion.expand(blob);
    input.expanded(expanded.remaining());
    return expanded;
  }
}
