// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

/**
 * Refuses files that hold what was, and not only what is. Of such a file one moment can be
 * imported, which one has to choose, so it is not done here unasked.
 */
public final class HistoryFile {

  /** The feature that a PBF with deleted things in it requires of its reader. */
  public static final String FEATURE = "HistoricalInformation";

  private HistoryFile() {}

  public static BadOsmFileException declared() {
    return refused("it requires the feature '%s'".formatted(FEATURE));
  }

  public static BadOsmFileException invisible(EntityType type, long id) {
    return refused(
        "the %s %d is not visible in it, which means deleted".formatted(type.word(), id));
  }

  public static BadOsmFileException versions(EntityType type, long id, long one, long other) {
    return refused(
        "it holds the %s %d in the versions %d and %d".formatted(type.word(), id, one, other));
  }

  /** Of versions that do not stand side by side, so that no place in the file tells of both. */
  public static BadOsmFileException versionsApart(EntityType type, long id, long one, long other) {
    BadOsmFileException reason = versions(type, id, one, other);
    return new BadOsmFileException("Not a valid OSM file: %s.".formatted(reason.getMessage()));
  }

  private static BadOsmFileException refused(String sign) {
    return new BadOsmFileException(
        "the file is a history: %s. Make a file of one moment of it, of now with 'osmium time-filter HISTORY -o CURRENT.osm.pbf'"
            .formatted(sign));
  }
}
