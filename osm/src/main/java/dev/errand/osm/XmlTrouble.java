// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Says where in an XML file something is wrong. */
final class XmlTrouble {

  private XmlTrouble() {}

  /**
   * What the parser found.
   *
   * @throws IOException if reading was the trouble, not what was read
   */
  static BadOsmFileException at(@Nullable Location place, XMLStreamException e)
      throws IOException, BadOsmFileException {
    if (e.getCause() instanceof IOException cause) {
      return input(place, cause);
    }
    return new BadOsmFileException(
        "The XML is broken at %s: %s".formatted(text(place), firstLine(e)), e);
  }

  static BadOsmFileException at(@Nullable Location place, BadOsmFileException e) {
    if (e instanceof BrokenOffException) {
      return e;
    }
    return new BadOsmFileException(
        "Not a valid OSM file at %s: %s.".formatted(text(place), e.getMessage()), e.getCause());
  }

  static BadOsmFileException input(@Nullable Location place, IOException e) throws IOException {
    if (e instanceof InterruptedIOException) {
      throw e;
    }
    if (e instanceof EOFException) {
      return new BadOsmFileException("The file ends too early at %s.".formatted(text(place)), e);
    }
    return new BadOsmFileException(
        "The file cannot be read at %s: %s".formatted(text(place), firstLine(e)), e);
  }

  private static String text(@Nullable Location place) {
    return place == null
        ? "the start"
        : "line %d, column %d".formatted(place.getLineNumber(), place.getColumnNumber());
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
