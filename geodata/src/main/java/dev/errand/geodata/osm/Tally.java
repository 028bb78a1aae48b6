// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.osm.Meta;

/** Counts for the report. Used by one thread. */
final class Tally {

  private long latestChangeset;
  private long latestTimestamp;
  private long processed;
  private long nodes;
  private long ways;
  private long unprocessed;

  void read(Meta meta) {
    processed++;
    latestChangeset = Math.max(latestChangeset, meta.changeset());
    latestTimestamp = Math.max(latestTimestamp, meta.timestamp());
  }

  void node() {
    nodes++;
  }

  /** A way, whatever becomes of it. */
  void way() {
    ways++;
  }

  void leftOut() {
    unprocessed++;
  }

  long processed() {
    return processed;
  }

  OsmReport report() {
    return new OsmReport(latestChangeset, latestTimestamp, processed, nodes, ways, unprocessed);
  }
}
