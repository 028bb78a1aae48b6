// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Osmformat.HeaderBlock;
import dev.errand.geodata.repository.Revision;
import dev.errand.osm.BadOsmFileException;
import dev.errand.osm.PbfExpansion;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files that are cut, damaged or made to harm: a clear failure with the place, and the repository
 * as it was.
 */
@Timeout(120)
class HostileFilesTest {

  private Workshop shop;
  private Revision before;
  private byte[] pbf = new byte[0];
  private byte[] xml = new byte[0];

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    shop = new Workshop(folder);
    shop.write("first.osm", OsmText.osm(OsmText.node(1, 1, "1", "1")));
    shop.run("first.osm");
    before = shop.repository.head().orElseThrow();
    SyntheticOsm small = new SyntheticOsm(300, 40);
    small.writePbf(shop.files.resolve("p"));
    small.writeXml(shop.files.resolve("x"));
    pbf = Files.readAllBytes(shop.files.resolve("p"));
    xml = Files.readAllBytes(shop.files.resolve("x"));
  }

  private Throwable failure(byte[] bytes) throws IOException {
    Files.write(shop.files.resolve("hostile"), bytes);
    Throwable failure = catchThrowable(() -> shop.run("hostile"));
    assertThat(shop.leftovers()).isEmpty();
    return failure;
  }

  private Throwable failure(String text) throws IOException {
    return failure(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertUntouched() {
    assertThat(shop.repository.head()).contains(before);
  }

  @Test
  void everyTruncatedXmlFailsWithItsPlace() throws Exception {
    for (int length = 60; length < xml.length - 8; length += xml.length / 25) {
      assertThat(failure(Arrays.copyOf(xml, length)))
          .isInstanceOf(BadOsmFileException.class)
          .hasMessageMatching("(?s).*line \\d+, column \\d+.*");
    }
    assertUntouched();
  }

  @Test
  void everyTruncatedPbfFailsWithItsPlace() throws Exception {
    for (int length = 200; length < pbf.length - 40; length += pbf.length / 25) {
      Throwable failure = failure(Arrays.copyOf(pbf, length));
      assertThat(failure)
          .isInstanceOf(BadOsmFileException.class)
          .hasMessageMatching("(?s).*block \\d+ \\(byte offset \\d+\\).*");
    }
    assertUntouched();
  }

  @Test
  void truncatedGzipFailsWithItsPlace() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(xml);
    }
    assertThat(failure(Arrays.copyOf(out.toByteArray(), out.size() / 2)))
        .isInstanceOf(BadOsmFileException.class)
        .hasMessageMatching("The file ends too early at line \\d+, column \\d+\\.");
    assertUntouched();
  }

  @Test
  void flippedBitsFailOrImportAndNeverHang() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 120; round++) {
      byte[] damaged = (round % 2 == 0 ? pbf : xml).clone();
      for (int i = 0; i <= round % 5; i++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Throwable failure = failure(damaged);
      if (failure != null) {
        assertThat(failure).isInstanceOf(Exception.class).isNotInstanceOf(RuntimeException.class);
      }
    }
  }

  @Test
  void externalEntitiesAreRefused() throws Exception {
    Path secret = shop.write("secret", "top secret");
    String text =
        "<!DOCTYPE osm [<!ENTITY e SYSTEM '%s'>]><osm><node id='1' lon='1' lat='1' user='&e;'/></osm>"
            .formatted(secret.toUri());
    assertThat(failure(text))
        .hasMessageContaining("document types and entities are not allowed")
        .hasMessageContaining("line 1");
    assertUntouched();
  }

  @Test
  void billionLaughsAreRefused() throws Exception {
    StringBuilder text = new StringBuilder("<!DOCTYPE osm [<!ENTITY l0 'lol'>");
    for (int i = 1; i < 12; i++) {
      text.append("<!ENTITY l%d '%s'>".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
    }
    text.append("]><osm><node id='1' lon='1' lat='1' user='&l11;'/></osm>");
    assertThat(failure(text.toString())).hasMessageContaining("not allowed");
    assertThat(failure("<osm><node id='1' lon='1' lat='1' user='&nothing;'/></osm>"))
        .isInstanceOf(BadOsmFileException.class);
    assertUntouched();
  }

  @Test
  void anAttributeWithoutEndStops() throws Exception {
    assertThat(failure("<osm><node id='1' user='" + "a".repeat(6 << 20)))
        .hasMessageContaining("One element or attribute is longer than 4194304 bytes");
    assertThat(failure("<osm>" + "<a b='1' ".repeat(1) + "c ".repeat(3 << 20)))
        .isInstanceOf(BadOsmFileException.class);
    assertUntouched();
  }

  @Test
  void tooManyKindsOfNamesStop() throws Exception {
    StringBuilder text = new StringBuilder("<osm>");
    for (int i = 0; i < 5000; i++) {
      text.append("<e%d/>".formatted(i));
    }
    assertThat(failure(text.toString())).hasMessageContaining("more than 1000 kinds");
  }

  @Test
  void wrongValuesAreNamed() throws Exception {
    assertThat(failure(OsmText.osm(OsmText.node(1, 1, "181", "0"))))
        .hasMessageContaining("coordinate 181 lies beyond the earth")
        .hasMessageContaining("line 3");
    assertThat(failure(OsmText.osm("<node id='x' lon='1' lat='1'/>")))
        .hasMessageContaining("the attribute id is 'x', not a whole number");
    assertThat(failure(OsmText.osm("<node id='1' lon='1e9' lat='NaN'/>")))
        .isInstanceOf(BadOsmFileException.class);
    assertThat(failure(OsmText.osm("<node id='1' lon='1' lat='1' timestamp='soon'/>")))
        .hasMessageContaining("timestamp");
    assertThat(failure(OsmText.osm("<node lon='1' lat='1'/>"))).hasMessageContaining("no id");
    assertUntouched();
  }

  @Test
  void aPbfThatClaimsTooMuchIsRefused() throws Exception {
    assertThat(failure(header(dataSize(Integer.MAX_VALUE))))
        .hasMessageContaining("its blob claims 2147483647 bytes, the format allows 33554432")
        .hasMessageContaining("block 2 (byte offset ");
    assertThat(failure(header(new byte[] {0x7f, 0, 0, 0})))
        .hasMessageContaining("its header claims 2130706432 bytes");
    Blob bomb =
        Blob.newBuilder().setRawSize(1 << 30).setZlibData(ByteString.copyFromUtf8("x")).build();
    assertThat(failure(header(blob(bomb)))).hasMessageContaining("expanded blob claims 1073741824");
    assertUntouched();
  }

  /** The sizes that a blob claims bound what is made of it, however it is packed. */
  @ParameterizedTest
  @EnumSource(names = "RAW", mode = EnumSource.Mode.EXCLUDE)
  void aBlobThatExpandsToAnotherSizeIsRefused(Packing packing) throws Exception {
    byte[] zeros = new byte[1 << 20];
    Blob bomb = packing.put(zeros).setRawSize(1000).build();
    assertThat(failure(header(blob(bomb)))).isInstanceOf(BadOsmFileException.class);
    Blob claimsMore = packing.put(zeros).setRawSize((1 << 20) + 1).build();
    assertThat(failure(header(blob(claimsMore))))
        .hasMessageContaining("its blob expands to 1048576 bytes, not to the 1048577 it claims");
    Blob huge = packing.put(zeros).setRawSize(1 << 30).build();
    assertThat(failure(header(blob(huge)))).hasMessageContaining("expanded blob claims 1073741824");
    Blob negative = packing.put(zeros).setRawSize(-1).build();
    assertThat(failure(header(blob(negative)))).hasMessageContaining("claims 4294967295 bytes");
    assertUntouched();
  }

  /** Only the packed bytes are damaged, so that every round reaches the decoder. */
  @ParameterizedTest
  @EnumSource(names = "RAW", mode = EnumSource.Mode.EXCLUDE)
  void damagedBlobsFailAndNeverHang(Packing packing) throws Exception {
    byte[] content = Files.readAllBytes(shop.files.resolve("x"));
    byte[] whole = packed(packing.blob(content));
    Random random = new Random(7);
    for (int round = 0; round < 5000; round++) {
      byte[] packed = whole.clone();
      for (int i = 0; i <= round % 7; i++) {
        packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
      }
      int length = round % 3 == 0 ? random.nextInt(packed.length) : packed.length;
      Blob damaged = blob(packing, Arrays.copyOf(packed, length), content.length);
      try {
        assertThat(PbfExpansion.expand(damaged).remaining()).isEqualTo(content.length);
      } catch (BadOsmFileException e) {
        assertThat(e).hasMessageStartingWith("its ");
      }
    }
  }

  private static byte[] packed(Blob blob) {
    ByteString packed =
        switch (blob.getDataCase()) {
          case ZLIB_DATA -> blob.getZlibData();
          case LZ4_DATA -> blob.getLz4Data();
          default -> blob.getZstdData();
        };
    return packed.toByteArray();
  }

  private static Blob blob(Packing packing, byte[] packed, int size) {
    ByteString bytes = ByteString.copyFrom(packed);
    Blob.Builder blob = Blob.newBuilder().setRawSize(size);
    return switch (packing) {
      case RAW -> blob.setRaw(bytes).build();
      case ZLIB -> blob.setZlibData(bytes).build();
      case LZ4 -> blob.setLz4Data(bytes).build();
      case ZSTANDARD -> blob.setZstdData(bytes).build();
    };
  }

  @Test
  void unsupportedPbfIsNamed() throws Exception {
    Blob lzma = Blob.newBuilder().setLzmaData(ByteString.copyFromUtf8("x")).setRawSize(1).build();
    assertThat(failure(header(blob(lzma))))
        .hasMessageContaining("compressed with LZMA; only zlib, LZ4 and Zstandard are supported")
        .hasMessageContaining("osmium cat -f pbf");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SyntheticOsm.writeBlock(
        new DataOutputStream(out),
        "OSMHeader",
        HeaderBlock.newBuilder().addRequiredFeatures("Rotation").build());
    assertThat(failure(out.toByteArray())).hasMessageContaining("'Rotation', which is not");
    assertUntouched();
  }

  private static byte[] header(byte[] then) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SyntheticOsm.writeBlock(
        new DataOutputStream(out),
        "OSMHeader",
        HeaderBlock.newBuilder().addRequiredFeatures("OsmSchema-V0.6").build());
    out.write(then);
    return out.toByteArray();
  }

  private static byte[] blob(Blob blob) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SyntheticOsm.writeBlob(new DataOutputStream(out), "OSMData", blob);
    return out.toByteArray();
  }

  private static byte[] dataSize(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header =
        crosby.binary.Fileformat.BlobHeader.newBuilder()
            .setType("OSMData")
            .setDatasize(size)
            .build()
            .toByteArray();
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(header.length);
    data.write(header);
    return out.toByteArray();
  }

  @Test
  void pathsOutsideAreRefusedBeforeATaskExists() {
    for (String path :
        new String[] {"/etc/passwd", "../data/../../x", "file:///etc/passwd", "a\0b"}) {
      assertThatThrownBy(() -> shop.operation.check(Workshop.inputs(path, false)))
          .isInstanceOf(dev.errand.files.PathNotAllowedException.class);
    }
  }
}
