// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.google.protobuf.ByteString;
import crosby.binary.Fileformat.Blob;
import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;

/** How the content of a PBF blob is packed. */
enum Packing {
  RAW {
    @Override
    Blob.Builder put(byte[] bytes) {
      return Blob.newBuilder().setRaw(ByteString.copyFrom(bytes));
    }
  },
  ZLIB {
    @Override
    Blob.Builder put(byte[] bytes) throws IOException {
      ByteArrayOutputStream compressed = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
        deflater.write(bytes);
      }
      return Blob.newBuilder().setZlibData(ByteString.copyFrom(compressed.toByteArray()));
    }
  },
  LZ4 {
    @Override
    Blob.Builder put(byte[] bytes) {
      return Blob.newBuilder().setLz4Data(compressed(new Lz4JavaCompressor(), bytes));
    }
  },
  ZSTANDARD {
    @Override
    Blob.Builder put(byte[] bytes) {
      return Blob.newBuilder().setZstdData(compressed(new ZstdJavaCompressor(), bytes));
    }
  };

  abstract Blob.Builder put(byte[] bytes) throws IOException;

  Blob blob(byte[] bytes) throws IOException {
    return put(bytes).setRawSize(bytes.length).build();
  }

  private static ByteString compressed(Compressor compressor, byte[] bytes) {
    byte[] room = new byte[compressor.maxCompressedLength(bytes.length)];
    int size = compressor.compress(bytes, 0, bytes.length, room, 0, room.length);
    return ByteString.copyFrom(room, 0, size);
  }
}
