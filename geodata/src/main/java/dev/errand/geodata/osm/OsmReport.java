// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What an import did, in the order and with the names of GeoGig's OSMReport.
 *
 * @param latestChangeset the highest number of a changeset
 * @param latestTimestamp the latest time, in milliseconds since 1970
 * @param processedEntities nodes, ways and relations read
 * @param nodeCount nodes read
 * @param wayCount ways read, those that were left out too
 * @param unpprocessedCount ways left out because fewer than two of their nodes are known; the name
 *     is misspelt on the wire, and clients know it so
 */
@JsonPropertyOrder({
  "latestChangeset",
  "latestTimestamp",
  "processedEntities",
  "nodeCount",
  "wayCount",
  "unpprocessedCount"
})
public record OsmReport(
    long latestChangeset,
    long latestTimestamp,
    long processedEntities,
    long nodeCount,
    long wayCount,
    long unpprocessedCount) {

  static final OsmReport NOTHING = new OsmReport(0, 0, 0, 0, 0, 0);
}
