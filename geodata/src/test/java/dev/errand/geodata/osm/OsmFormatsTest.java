// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.osm.BadOsmFileException;
import dev.errand.osm.BrokenOffException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Formats are known by content; what is none, or too much, is refused with a reason. */
class OsmFormatsTest {

  private static final OsmReport EXPECTED =
      new OsmReport(1000, 1_600_000_000_000L, 511, 500, 10, 0);

  @TempDir private Path folder;
  private Workshop shop;
  private byte[] xml = new byte[0];

  @BeforeEach
  void setUp() throws Exception {
    shop = new Workshop(folder);
    Path file = shop.files.resolve("plain");
    new SyntheticOsm(500, 10).writeXml(file);
    xml = Files.readAllBytes(file);
  }

  interface Compressor {
    OutputStream wrap(OutputStream out) throws IOException;
  }

  private static byte[] compressed(byte[] bytes, int from, int to, Compressor compressor)
      throws IOException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (OutputStream out = compressor.wrap(result)) {
      out.write(bytes, from, to - from);
    }
    return result.toByteArray();
  }

  private OsmReport run(byte[]... parts) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    Files.write(shop.files.resolve("misleading.pbf"), all.toByteArray());
    return shop.run("misleading.pbf");
  }

  @Test
  void xml() throws Exception {
    assertThat(run(xml)).isEqualTo(EXPECTED);
  }

  @Test
  void gzipInSeveralMembers() throws Exception {
    assertThat(
            run(
                compressed(xml, 0, 3000, GZIPOutputStream::new),
                compressed(xml, 3000, 3001, GZIPOutputStream::new),
                compressed(xml, 3001, xml.length, GZIPOutputStream::new)))
        .isEqualTo(EXPECTED);
  }

  @Test
  void bzip2InSeveralMembers() throws Exception {
    assertThat(
            run(
                compressed(xml, 0, 3000, BZip2CompressorOutputStream::new),
                compressed(xml, 3000, xml.length, BZip2CompressorOutputStream::new)))
        .isEqualTo(EXPECTED);
  }

  private enum Compression {
    GZIP(GZIPOutputStream::new),
    BZIP2(BZip2CompressorOutputStream::new);

    private final Compressor compressor;

    Compression(Compressor compressor) {
      this.compressor = compressor;
    }

    byte[] of(byte[] bytes, int from, int to) throws IOException {
      return compressed(bytes, from, to, compressor);
    }
  }

  @ParameterizedTest
  @CsvSource({"GZIP,1", "GZIP,20000", "BZIP2,1", "BZIP2,20000"})
  void zeroBytesAfterCompressedDataAreNone(Compression compression, int zeros) throws Exception {
    byte[] first = compression.of(xml, 0, 3000);
    byte[] last = compression.of(xml, 3000, xml.length);
    assertThat(run(first, last, new byte[zeros])).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @EnumSource
  void anythingElseAfterCompressedDataIsRefused(Compression compression) throws Exception {
    byte[] all = compression.of(xml, 0, xml.length);
    byte[] zeros = new byte[20_000];
    byte[] one = {1};
    String garbage = "garbage follows the compressed data";
    assertThatThrownBy(() -> run(all, one)).hasMessageContaining(garbage);
    assertThatThrownBy(() -> run(all, zeros, one)).hasMessageContaining(garbage);
    assertThatThrownBy(() -> run(all, zeros, all)).hasMessageContaining(garbage);
    assertThat(shop.repository.head()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void blobsMayBePackedInManyWays(Packing packing) throws Exception {
    new SyntheticOsm(20_000, 9000).writePbf(shop.files.resolve("packed"), packing);
    assertThat(shop.run("packed"))
        .isEqualTo(new OsmReport(1000, 1_600_007_999_000L, 29_001, 20_000, 9000, 0));
    assertThat(Layers.tags(shop, "node", 11)).contains("北京");
  }

  @Test
  void pbfHoldsTheSameAsXml() throws Exception {
    Path pbf = shop.files.resolve("x.xml");
    new SyntheticOsm(20_000, 9000).writePbf(pbf);
    OsmReport report = shop.run("x.xml");
    assertThat(report.processedEntities()).isEqualTo(29_001);
    assertThat(report.nodeCount()).isEqualTo(20_000);
    assertThat(report.wayCount()).isEqualTo(9000);
    assertThat(report.latestTimestamp()).isEqualTo(1_600_007_999_000L);
    assertThat(Layers.tags(shop, "way", 1))
        .isEqualTo("{\"highway\":\"residential\",\"name\":\"Straße\"}");
    assertThat(Layers.tags(shop, "node", 11)).contains("北京");
  }

  @Test
  void anOlderEncodingOfXml() throws Exception {
    String text =
        OsmText.osm("<node id='1' lon='1' lat='1' user='Zoë'/>").replace("UTF-8", "ISO-8859-1");
    run(text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Layers.text(Layers.head(shop), "SELECT user FROM node")).isEqualTo("Zoë");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PK..                      | a zip archive
          7z¼¯                      | a 7z archive
          SQLite format 3.          | an SQLite database or GeoPackage
          no map at all             | of an unknown format
          <osmChange version='0.6'/>| osmChange
          <gpx></gpx>               | the document is 'gpx', not 'osm'
          """)
  void whatIsNotOsmIsNamed(String start, String reason) {
    assertThatThrownBy(() -> run(start.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(BadOsmFileException.class)
        .hasMessageContaining(reason);
    assertThat(shop.repository.head()).isEmpty();
  }

  /** An answer of an Overpass server that somebody saved, and did not read to its end. */
  @Test
  void whatAServerBrokeOffIsNotImported() throws Exception {
    String remark =
        "<remark> runtime error: Query timed out in &quot;query&quot; at line 1 after 2 seconds. </remark>";
    byte[] answer =
        OsmText.osm(OsmText.node(1, 1, "1", "1"), remark).getBytes(StandardCharsets.UTF_8);
    String expected =
        "The server broke off: runtime error: Query timed out in \"query\" at line 1 after 2 seconds.";
    assertThatThrownBy(() -> run(answer))
        .isInstanceOf(BrokenOffException.class)
        .hasMessage(expected);
    assertThatThrownBy(() -> run(compressed(answer, 0, answer.length, GZIPOutputStream::new)))
        .hasMessage(expected);
    String cdata = "<remark><![CDATA[runtime error: " + "x".repeat(100_000) + "]]></remark>";
    assertThatThrownBy(() -> run(OsmText.osm(cdata).getBytes(StandardCharsets.UTF_8)))
        .hasMessageMatching("The server broke off: runtime error: x{485}…");
    assertThat(shop.repository.head()).isEmpty();
  }

  @Test
  void aRemarkOfNoErrorIsNoTrouble() throws Exception {
    String remark = "<remark>all is well</remark>";
    byte[] answer =
        OsmText.osm(OsmText.node(1, 1, "1", "1"), remark).getBytes(StandardCharsets.UTF_8);
    assertThat(run(answer).nodeCount()).isEqualTo(1);
  }

  @Test
  void emptyFileIsNamed() {
    assertThatThrownBy(() -> run(new byte[0])).hasMessageContaining("The file is empty");
  }

  @Test
  void compressedPbfIsNamed() throws Exception {
    Path pbf = shop.files.resolve("x");
    new SyntheticOsm(10, 1).writePbf(pbf);
    byte[] bytes = Files.readAllBytes(pbf);
    assertThatThrownBy(() -> run(compressed(bytes, 0, bytes.length, GZIPOutputStream::new)))
        .hasMessageContaining("PBF compressed with gzip");
  }

  @Test
  void aBombStopsAtTheLimit(@TempDir Path other) throws Exception {
    Workshop limited = new Workshop(other, new OsmSettings(1 << 20), Workshop.GUARDED);
    byte[] comment =
        "<!-- 0123456789 0123456789 -->".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    byte[] bomb =
        ("<osm>" + new String(comment, StandardCharsets.UTF_8) + "</osm>")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(
        limited.files.resolve("b"), compressed(bomb, 0, bomb.length, GZIPOutputStream::new));
    assertThatThrownBy(() -> limited.run("b"))
        .isInstanceOf(BadOsmFileException.class)
        .hasMessageContaining("larger than 1048576 bytes once decompressed");
    new SyntheticOsm(100_000, 0).writePbf(limited.files.resolve("p"));
    assertThatThrownBy(() -> limited.run("p")).hasMessageContaining("larger than 1048576 bytes");
    assertThat(limited.repository.head()).isEmpty();
  }
}
