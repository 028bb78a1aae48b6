// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import dev.errand.geodata.repository.Person;
import dev.errand.geodata.repository.Revision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The revision that an import made, as it is kept with its task: whole, because a revision of a
 * transaction may be gone when somebody asks.
 *
 * @param timestamp milliseconds since 1970
 * @param timeZoneOffset milliseconds too, as GeoGig has it
 * @param layers what was imported
 */
public record Imported(
    String id,
    String tree,
    List<String> parents,
    String message,
    Optional<String> authorName,
    Optional<String> authorEmail,
    long timestamp,
    long timeZoneOffset,
    List<ImportedLayer> layers) {

  /**
   * A layer that came with the file.
   *
   * @param features how many the repository holds now
   */
  public record ImportedLayer(String name, long features) {}

  static Imported of(Revision revision, List<ImportedLayer> layers) {
    return new Imported(
        revision.id(),
        revision.tree(),
        revision.parents(),
        revision.message(),
        revision.author().name(),
        revision.author().email(),
        revision.time().toInstant().toEpochMilli(),
        1_000L * revision.time().getOffset().getTotalSeconds(),
        layers);
  }

  /** It again, without its layers. */
  public Revision revision() {
    ZoneOffset zone = ZoneOffset.ofTotalSeconds((int) (timeZoneOffset / 1_000));
    return new Revision(
        id,
        tree,
        parents,
        message,
        new Person(authorName, authorEmail),
        Instant.ofEpochMilli(timestamp).atOffset(zone),
        List.of(),
        Optional.empty());
  }
}
