// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file opened for reading: what it is is decided by its first bytes, never by its name.
 * Compressed files may consist of several members one after the other.
 */
public final class OsmFile implements AutoCloseable {

  private static final int PEEK = 32;
  private static final String NOT_OSM =
      "The file is %s; OpenStreetMap XML, plain or compressed with gzip or bzip2, or PBF is needed.";
  private static final int BUFFER = 128 * 1024;

  /**
   * Decompressors fill what they are given or fail; with little given, little is lost before the
   * place of damage.
   */
  private static final int SMALL_BUFFER = 512;

  private final String format;
  private final GuardedInput input;
  private final EntityReader reader;

  private OsmFile(String format, GuardedInput input, EntityReader reader) {
    this.format = format;
    this.input = input;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @param most how many bytes it may be once it is decompressed
   * @throws BadOsmFileException if it is not of a format that can be read
   */
  public static OsmFile open(Path file, long most) throws IOException, BadOsmFileException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return open(raw, most);
    } catch (IOException | BadOsmFileException e) {
      raw.close();
      throw e;
    }
  }

  private static OsmFile open(InputStream raw, long most) throws IOException, BadOsmFileException {
    Magic outer = peek(raw);
    return switch (outer) {
      case XML -> xml(outer.shown(), raw, most);
      case PBF -> {
        GuardedInput input = new GuardedInput(raw, most);
        yield new OsmFile(outer.shown(), input, new PbfEntityReader(input));
      }
      case GZIP -> compressed(raw, GzipCompressorInputStream::new, outer, most);
      case BZIP2 -> compressed(raw, BZip2CompressorInputStream::new, outer, most);
      default -> throw new BadOsmFileException(NOT_OSM.formatted(outer.shown()));
    };
  }

  private static OsmFile compressed(
      InputStream raw, CompressedMembers.Member member, Magic outer, long most)
      throws BadOsmFileException {
    InputStream plain;
    Magic inner;
    try {
      plain = new BufferedInputStream(new CompressedMembers(raw, member), SMALL_BUFFER);
      inner = peek(plain);
    } catch (IOException e) {
      throw brokenStart(e);
    }
    if (inner == Magic.PBF) {
      throw new BadOsmFileException(
          "The file is a PBF compressed with %s; a PBF is compressed inside, decompress it first."
              .formatted(outer.shown()));
    }
    if (inner != Magic.XML) {
      throw new BadOsmFileException(
          NOT_OSM.formatted(inner.shown() + " (inside of " + outer.shown() + ")"));
    }
    return xml("XML, " + outer.shown(), plain, most);
  }

  private static OsmFile xml(String format, InputStream plain, long most) {
    GuardedInput input = new GuardedInput(plain, most);
    return new OsmFile(format, input, new XmlEntityReader(input));
  }

  private static BadOsmFileException brokenStart(IOException e) {
    return new BadOsmFileException(
        "The file cannot be decompressed, it is broken at its very start.", e);
  }

  private static Magic peek(InputStream in) throws IOException {
    in.mark(PEEK);
    byte[] start = in.readNBytes(PEEK);
    in.reset();
    return Magic.of(start);
  }

  /** What it is, for people. */
  public String format() {
    return format;
  }

  /** Reads it; once. */
  public EntityReader reader() {
    return reader;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
