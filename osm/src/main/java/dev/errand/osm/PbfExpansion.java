// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import crosby.binary.Fileformat.Blob;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;

/**
 * Expands the content of a blob, to the size that it claims and never further. LZ4 is a bare block
 * (github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md), Zstandard a frame (RFC 8878); nothing here
 * is native code.
 */
public final class PbfExpansion {

  private PbfExpansion() {}

  /**
   * The bytes of the block in the blob.
   *
   * @throws BadOsmFileException if the blob is damaged, claims another size than it has or more
   *     than the format allows, or is compressed in a way that nobody reads here
   */
  public static ByteBuffer expand(Blob blob) throws BadOsmFileException {
    return switch (blob.getDataCase()) {
      case RAW -> blob.getRaw().asReadOnlyByteBuffer();
      case ZLIB_DATA -> ByteBuffer.wrap(inflate(blob));
      case LZ4_DATA -> ByteBuffer.wrap(expandLz4(blob));
      case ZSTD_DATA -> ByteBuffer.wrap(expandZstandard(blob));
      case LZMA_DATA -> throw unsupported("LZMA");
      case OBSOLETE_BZIP2_DATA -> throw unsupported("bzip2");
      case DATA_NOT_SET -> throw new BadOsmFileException("its blob holds no data");
    };
  }

  private static BadOsmFileException unsupported(String compression) {
    return new BadOsmFileException(
        ("it is compressed with %s; only zlib, LZ4 and Zstandard are supported,"
                + " for instance as written by 'osmium cat -f pbf'")
            .formatted(compression));
  }

  private static byte[] room(Blob blob) throws BadOsmFileException {
    PbfBlobs.checkSize("expanded blob", blob.getRawSize(), PbfBlobs.MAX_BLOB);
    return new byte[blob.getRawSize()];
  }

  private static byte[] inflate(Blob blob) throws BadOsmFileException {
    byte[] expanded = room(blob);
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(blob.getZlibData().asReadOnlyByteBuffer());
      int filled = 0;
      while (filled < expanded.length) {
        int more = inflater.inflate(expanded, filled, expanded.length - filled);
        if (more == 0) {
          throw tooLittle(filled, expanded);
        }
        filled += more;
      }
      if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
        throw tooMuch(expanded);
      }
      return expanded;
    } catch (DataFormatException e) {
      throw broken(e);
    }
  }

  private static byte[] expandLz4(Blob blob) throws BadOsmFileException {
    byte[] expanded = room(blob);
    try (InputStream lz4 = new BlockLZ4CompressorInputStream(blob.getLz4Data().newInput())) {
      int filled = lz4.readNBytes(expanded, 0, expanded.length);
      if (filled < expanded.length) {
        throw tooLittle(filled, expanded);
      }
      if (lz4.read() >= 0) {
        throw tooMuch(expanded);
      }
      return expanded;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static byte[] expandZstandard(Blob blob) throws BadOsmFileException {
    byte[] expanded = room(blob);
    byte[] packed = blob.getZstdData().toByteArray();
    try {
      int filled =
          new ZstdJavaDecompressor()
              .decompress(packed, 0, packed.length, expanded, 0, expanded.length);
      if (filled < expanded.length) {
        throw tooLittle(filled, expanded);
      }
      return expanded;
    } catch (RuntimeException e) {
      // Of half a dozen kinds, depending on where in the frame the damage is.
      throw broken(e);
    }
  }

  private static BadOsmFileException tooLittle(int filled, byte[] expanded) {
    return new BadOsmFileException(
        "its blob expands to %d bytes, not to the %d it claims".formatted(filled, expanded.length));
  }

  private static BadOsmFileException tooMuch(byte[] expanded) {
    return new BadOsmFileException(
        "its blob expands to more than the bytes it claims: " + expanded.length);
  }

  private static BadOsmFileException broken(Exception e) {
    return new BadOsmFileException("its compressed data is broken: " + e.getMessage(), e);
  }
}
