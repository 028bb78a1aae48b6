// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.geodata.repository.LayerState;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A query in Overpass QL. It is kept with the revision that holds its answer.
 *
 * @see <a href="https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL">Overpass QL</a>
 */
record OverpassQuery(String text) {

  private static final String ORIGIN = "overpass\n";
  private static final long LONGEST = 64L << 10;

  /** Nodes and ways in the box, and the nodes of those ways, with their histories' heads. */
  static OverpassQuery of(BoundingBox box) {
    return new OverpassQuery(
        "[out:xml][timeout:180];(node(%1$s);way(%1$s););(._;>;);out meta;"
            .formatted(box.overpass()));
  }

  /**
   * What a filter file says.
   *
   * @throws IOException if it cannot be read, is not UTF-8 or is too large to be a query
   */
  static OverpassQuery read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(
          "The filter file is larger than %d bytes, so it is no query.".formatted(LONGEST));
    }
    try {
      return new OverpassQuery(Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      throw new IOException("The filter file is not text in UTF-8.", e);
    }
  }

  /** The note of a revision that holds the answer. */
  String origin() {
    return ORIGIN + text;
  }

  /**
   * The query whose answer the repository holds, as a transaction sees it.
   *
   * @throws IllegalStateException with GeoGig's text if there is none
   */
  static OverpassQuery last(Repository repository, Optional<UUID> transaction) {
    Optional<Revision> head = repository.head(transaction);
    Optional<String> origin =
        repository
            .history(head)
            .flatMap(revision -> revision.origin().stream())
            .filter(text -> text.startsWith(ORIGIN))
            .findFirst();
    return origin
        .map(text -> new OverpassQuery(text.substring(ORIGIN.length())))
        .orElseThrow(() -> new IllegalStateException(reason(head)));
  }

  private static String reason(Optional<Revision> head) {
    if (head.isEmpty()) {
      return "Not in a geogig repository with OSM data";
    }
    boolean imported =
        head.get().layers().stream().map(LayerState::name).anyMatch(OsmLayers::isOurs);
    return imported ? "Filter file not found" : "The current branch does not contain OSM data";
  }
}
