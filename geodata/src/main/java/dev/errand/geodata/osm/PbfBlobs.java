// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.google.protobuf.ByteString;
import crosby.binary.Fileformat;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

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

  private static void checkSize(String what, int size, int max) throws BadOsmFileException {
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
    ByteBuffer expanded =
        switch (blob.getDataCase()) {
          case RAW -> raw(blob.getRaw());
          case ZLIB_DATA -> inflate(blob);
          case LZMA_DATA -> throw unsupported("LZMA");
          case OBSOLETE_BZIP2_DATA -> throw unsupported("bzip2");
          case LZ4_DATA -> throw unsupported("LZ4");
          case ZSTD_DATA -> throw unsupported("Zstandard");
          case DATA_NOT_SET -> throw new BadOsmFileException("its blob holds no data");
        };
    input.expanded(expanded.remaining());
    return expanded;
  }

  private static ByteBuffer raw(ByteString raw) {
    return raw.asReadOnlyByteBuffer();
  }

  private static BadOsmFileException unsupported(String compression) {
    return new BadOsmFileException(
        "it is compressed with %s; only zlib is supported, for instance as written by 'osmium cat -f pbf'"
            .formatted(compression));
  }

  private static ByteBuffer inflate(Fileformat.Blob blob) throws BadOsmFileException {
    int size = blob.getRawSize();
    checkSize("expanded blob", size, MAX_BLOB);
    byte[] expanded = new byte[size];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(blob.getZlibData().asReadOnlyByteBuffer());
      int filled = 0;
      while (filled < size) {
        int more = inflater.inflate(expanded, filled, size - filled);
        if (more == 0) {
          throw new BadOsmFileException(
              "its blob expands to %d bytes, not to the %d it claims".formatted(filled, size));
        }
        filled += more;
      }
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw new BadOsmFileException("its blob expands to more than the bytes it claims: " + size);
      }
      return ByteBuffer.wrap(expanded);
    } catch (DataFormatException e) {
      throw new BadOsmFileException("its compressed data is broken: " + e.getMessage(), e);
    }
  }
}
