// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

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
import crosby.binary.Osmformat.Relation;
import crosby.binary.Osmformat.StringTable;
import crosby.binary.Osmformat.Way;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes OSM files of any size, the same for the same figures: nodes near a grid, every tenth
 * tagged, ways of ten nodes each, one relation at the end.
 */
public final class SyntheticOsm {

  private static final int BLOCK = 8000;
  private static final int REFS = 10;
  private static final int GRID = 30_000;
  private static final long FIRST_CHANGESET = 1000;
  private static final long FIRST_SECOND = 1_600_000_000;

  /** String 0 is the delimiter that the format wants. */
  private static final String[] STRINGS = {
    "", "Zoë", "highway", "residential", "name", "Straße", "natural", "tree", "note", "北京"
  };

  private final long nodes;
  private final long ways;

  public SyntheticOsm(long nodes, long ways) {
    this.nodes = nodes;
    this.ways = ways;
  }

  /** Writes a PBF file: {@code SyntheticOsm FILE NODES WAYS}. */
  public static void main(String[] args) throws IOException {
    new SyntheticOsm(Long.parseLong(args[1]), Long.parseLong(args[2])).writePbf(Path.of(args[0]));
  }

  /** One more than the ways and nodes: the relation. */
  public long entities() {
    return nodes + ways + 1;
  }

  private static int lon(long node) {
    return (int) (node % GRID) * 1000 + scattered(node) + 70_000_000;
  }

  private static int lat(long node) {
    return (int) (node / GRID) * 1000 + scattered(~node) + 430_000_000;
  }

  /** Moves nodes off the grid, so that the file does not compress better than real ones. */
  private static int scattered(long seed) {
    return (int) (((seed * 0x9E3779B97F4A7C15L) >>> 40) % 1000);
  }

  private long ref(long way, int index) {
    return (way * 7 + index) % nodes + 1;
  }

  /** Writes as XML. */
  public void writeXml(Path file) throws IOException {
    try (PrintStream out =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8)) {
      out.print("<?xml version='1.0' encoding='UTF-8'?>\n<osm version=\"0.6\">\n");
      for (long node = 0; node < nodes; node++) {
        out.printf(
            " <node id=\"%d\" lon=\"%.7f\" lat=\"%.7f\" version=\"1\" changeset=\"%d\""
                + " timestamp=\"2020-09-13T12:26:40Z\" user=\"Zoë\"/>%n",
            node + 1, lon(node) / 1e7, lat(node) / 1e7, FIRST_CHANGESET);
      }
      for (long way = 0; way < ways; way++) {
        out.printf(" <way id=\"%d\" version=\"1\">%n", way + 1);
        for (int i = 0; i < REFS; i++) {
          out.printf("  <nd ref=\"%d\"/>%n", ref(way, i));
        }
        out.print("  <tag k=\"highway\" v=\"residential\"/>\n </way>\n");
      }
      out.print(" <relation id=\"1\"/>\n</osm>\n");
    }
  }

  /** Writes as PBF with dense nodes and zlib. */
  public void writePbf(Path file) throws IOException {
    writePbf(file, Packing.ZLIB);
  }

  void writePbf(Path file, Packing packing) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
      HeaderBlock header =
          HeaderBlock.newBuilder()
              .addRequiredFeatures("OsmSchema-V0.6")
              .addRequiredFeatures("DenseNodes")
              .build();
      writeBlock(out, "OSMHeader", header, packing);
      for (long start = 0; start < nodes; start += BLOCK) {
        writeGroup(out, PrimitiveGroup.newBuilder().setDense(dense(start)), packing);
      }
      for (long start = 0; start < ways; start += BLOCK) {
        writeGroup(out, wayGroup(start), packing);
      }
      writeGroup(
          out, PrimitiveGroup.newBuilder().addRelations(Relation.newBuilder().setId(1)), packing);
    }
  }

  private DenseNodes dense(long start) {
    DenseNodes.Builder dense = DenseNodes.newBuilder();
    DenseInfo.Builder info = DenseInfo.newBuilder();
    long end = Math.min(nodes, start + BLOCK);
    for (long node = start; node < end; node++) {
      boolean first = node == start;
      dense.addId(first ? node + 1 : 1);
      dense.addLon(lon(node) - (first ? 0 : lon(node - 1)));
      dense.addLat(lat(node) - (first ? 0 : lat(node - 1)));
      info.addVersion(1);
      info.addChangeset(first ? FIRST_CHANGESET : 0);
      info.addTimestamp(first ? FIRST_SECOND : 1);
      info.addUserSid(first ? 1 : 0);
      if (node % 10 == 0) {
        dense.addKeysVals(6).addKeysVals(7).addKeysVals(8).addKeysVals(9);
      }
      dense.addKeysVals(0);
    }
    return dense.setDenseinfo(info).build();
  }

  private PrimitiveGroup.Builder wayGroup(long start) {
    PrimitiveGroup.Builder group = PrimitiveGroup.newBuilder();
    for (long way = start; way < Math.min(ways, start + BLOCK); way++) {
      Way.Builder made = Way.newBuilder().setId(way + 1);
      made.setInfo(
          Info.newBuilder()
              .setVersion(1)
              .setTimestamp(FIRST_SECOND)
              .setChangeset(FIRST_CHANGESET)
              .setUserSid(1));
      made.addKeys(2).addVals(3).addKeys(4).addVals(5);
      long last = 0;
      for (int i = 0; i < REFS; i++) {
        made.addRefs(ref(way, i) - last);
        last = ref(way, i);
      }
      group.addWays(made);
    }
    return group;
  }

  private static void writeGroup(
      DataOutputStream out, PrimitiveGroup.Builder group, Packing packing) throws IOException {
    StringTable.Builder strings = StringTable.newBuilder();
    for (String string : STRINGS) {
      strings.addS(ByteString.copyFromUtf8(string));
    }
    writeBlock(
        out,
        "OSMData",
        PrimitiveBlock.newBuilder().setStringtable(strings).addPrimitivegroup(group).build(),
        packing);
  }

  static void writeBlock(DataOutputStream out, String type, Message content) throws IOException {
    writeBlock(out, type, content, Packing.ZLIB);
  }

  static void writeBlock(DataOutputStream out, String type, Message content, Packing packing)
      throws IOException {
    writeBlob(out, type, packing.blob(content.toByteArray()));
  }

  static void writeBlob(DataOutputStream out, String type, Blob blob) throws IOException {
    byte[] body = blob.toByteArray();
    byte[] header =
        BlobHeader.newBuilder().setType(type).setDatasize(body.length).build().toByteArray();
    out.writeInt(header.length);
    out.write(header);
    out.write(body);
  }
}
