// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

/** A result in the shape of an OSM report. */
record Report(
    long latestChangeset,
    long latestTimestamp,
    long processedEntities,
    long nodeCount,
    long wayCount,
    long unpprocessedCount) {

  static Report of(long entities) {
    return new Report(17218621, 1412698140574L, entities, 865542, 35778, 4);
  }
}
