// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.DenseInfo;
import crosby.binary.Osmformat.DenseNodes;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.Info;
import crosby.binary.Osmformat.PrimitiveBlock;
import crosby.binary.Osmformat.PrimitiveGroup;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * Makes up an OpenStreetMap file of any size, always the same: nodes near a grid, every tenth of
 * them tagged, and a way of ten nodes for every ten nodes. Format: <a
 * href="https://wiki.openstreetmap.org/wiki/PBF_Format">PBF</a> with dense nodes.
 */
record SyntheticPbf(long nodes) {

  private static final int BLOCK = 8_000;
  private static final int NODES_OF_WAY = 10;
  private static final int GRID = 30_000;
  private static final long TIME = 1_600_000_000;

  /** The first is what the format wants it to be: empty. */
  private static final List<String> STRINGS =
      List.of("", "Zoë", "highway", "residential", "name", "Straße", "natural", "tree");

  Path write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      block(
          out,
          "OSMHeader",
          HeaderBlock.newBuilder()
              .addRequiredFeatures("OsmSchema-V0.6")
              .addRequiredFeatures("DenseNodes")
              .build());
      for (long first = 0; first < nodes; first += BLOCK) {
        group(out, PrimitiveGroup.newBuilder().setDense(dense(first)));
      }
      for (long first = 0; first < nodes / NODES_OF_WAY; first += BLOCK) {
        group(out, ways(first));
      }
    }
    return file;
  }

  private static int longitude(long node) {
    return (int) (node % GRID) * 1_000 + scattered(node) + 70_000_000;
  }

  private static int latitude(long node) {
    return (int) (node / GRID) * 1_000 + scattered(~node) + 430_000_000;
  }

  /** Off the grid, so that the file does not compress better than real ones. */
  private static int scattered(long seed) {
    return (int) ((seed * 0x9E3779B97F4A7C15L >>> 40) % 1_000);
  }

  private DenseNodes dense(long first) {
    DenseNodes.Builder dense = DenseNodes.newBuilder();
    DenseInfo.Builder info = DenseInfo.newBuilder();
    for (long node = first; node < Math.min(nodes, first + BLOCK); node++) {
      boolean whole = node == first;
      dense.addId(whole ? node + 1 : 1);
      dense.addLon(longitude(node) - (whole ? 0 : longitude(node - 1)));
      dense.addLat(latitude(node) - (whole ? 0 : latitude(node - 1)));
      info.addVersion(1).addChangeset(whole ? 1_000 : 0);
      info.addTimestamp(whole ? TIME : 1).addUserSid(whole ? 1 : 0);
      if (node % 10 == 0) {
        dense.addKeysVals(6).addKeysVals(7);
      }
      dense.addKeysVals(0);
    }
    return dense.setDenseinfo(info).build();
  }

  private PrimitiveGroup.Builder ways(long first) {
    PrimitiveGroup.Builder group = PrimitiveGroup.newBuilder();
    Info info =
        Info.newBuilder()
            .setVersion(1)
            .setTimestamp(TIME)
            .setChangeset(1_000)
            .setUserSid(1)
            .build();
    for (long way = first; way < Math.min(nodes / NODES_OF_WAY, first + BLOCK); way++) {
      Way.Builder made = Way.newBuilder().setId(way + 1).setInfo(info);
      made.addKeys(2).addVals(3).addKeys(4).addVals(5);
      made.addRefs(way * NODES_OF_WAY + 1);
      for (int i = 1; i < NODES_OF_WAY; i++) {
        made.addRefs(1);
      }
      group.addWays(made);
    }
    return group;
  }

  private static void group(DataOutputStream out, PrimitiveGroup.Builder group) throws IOException {
    StringTable.Builder strings = StringTable.newBuilder();
    STRINGS.forEach(string -> strings.addS(ByteString.copyFromUtf8(string)));
    block(
        out,
        "OSMData",
        PrimitiveBlock.newBuilder().setStringtable(strings).addPrimitivegroup(group).build());
  }

  private static void block(DataOutputStream out, String type, Message content) throws IOException {
    byte[] bytes = content.toByteArray();
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(compressed)) {
      deflater.write(bytes);
    }
    byte[] blob =
        Blob.newBuilder()
            .setRawSize(bytes.length)
            .setZlibData(ByteString.copyFrom(compressed.toByteArray()))
            .build()
            .toByteArray();
    byte[] header =
        BlobHeader.newBuilder().setType(type).setDatasize(blob.length).build().toByteArray();
    out.writeInt(header.length);
    out.write(header);
    out.write(blob);
  }
}
