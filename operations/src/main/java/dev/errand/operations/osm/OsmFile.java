// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.osm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A file opened for reading: what it is is decided by its first bytes, never by its name.
 * Compressed files may consist of several members one after the other; Commons Compress reads those
 * in gzip too, and refuses garbage after them, which the JDK's stream does not.
 */
record OsmFile(String format, GuardedInput input, boolean isPbf) implements AutoCloseable {

  private static final int PEEK = 32;
  private static final int BUFFER = 128 * 1024;

  static OsmFile open(Path file, OsmSettings settings) throws IOException, BadOsmFileException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      return open(raw, settings);
    } catch (IOException | BadOsmFileException e) {
      raw.close();
      throw e;
    }
  }

  private static OsmFile open(InputStream raw, OsmSettings settings)
      throws IOException, BadOsmFileException {
    Magic outer = peek(raw);
    InputStream plain =
        switch (outer) {
          case GZIP -> expanded(() -> gzip(raw));
          case BZIP2 -> expanded(() -> new BZip2CompressorInputStream(raw, true));
          default -> raw;
        };
    Magic inner = plain == raw ? outer : peekExpanded(plain, outer);
    GuardedInput input = new GuardedInput(plain, settings.maxExpandedBytes());
    if (inner == Magic.XML) {
      return new OsmFile(plain == raw ? "XML" : "XML, " + outer.shown(), input, false);
    }
    if (inner == Magic.PBF && plain == raw) {
      return new OsmFile("PBF", input, true);
    }
    throw new BadOsmFileException(refusal(outer, inner, plain != raw));
  }

  private static String refusal(Magic outer, Magic inner, boolean compressed) {
    if (compressed && inner == Magic.PBF) {
      return "The file is a PBF compressed with %s; a PBF is compressed inside, decompress it first."
          .formatted(outer.shown());
    }
    String inside = compressed ? " (inside of %s)".formatted(outer.shown()) : "";
    return "The file is %s%s; OpenStreetMap XML, plain or compressed with gzip or bzip2, or PBF is needed."
        .formatted(inner.shown(), inside);
  }

  private interface Opener {
    InputStream open() throws IOException;
  }

  private static InputStream gzip(InputStream raw) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(raw)
        .setDecompressConcatenated(true)
        .get();
  }

  private static InputStream expanded(Opener opener) throws IOException, BadOsmFileException {
    try {
      return new BufferedInputStream(opener.open(), BUFFER);
    } catch (IOException e) {
      throw brokenStart(e);
    }
  }

  private static Magic peekExpanded(InputStream plain, Magic outer) throws BadOsmFileException {
    try {
      return peek(plain);
    } catch (IOException e) {
      throw brokenStart(e);
    }
  }

  private static BadOsmFileException brokenStart(IOException e) {
    return new BadOsmFileException(
        "The file cannot be decompressed, it is broken at its very start: " + e.getMessage(), e);
  }

  private static Magic peek(InputStream in) throws IOException {
    in.mark(PEEK);
    byte[] start = in.readNBytes(PEEK);
    in.reset();
    return Magic.of(start);
  }

  EntityReader reader() {
    return isPbf ? new PbfEntityReader(input) : new XmlEntityReader(input);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
