// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.io.IOException;

/** Takes what a file holds, in the order of the file, from one thread. */
interface EntitySink {

  /** Coordinates in ten-millionths of a degree, which is what OpenStreetMap keeps. */
  void node(Meta meta, int lon, int lat) throws IOException, InterruptedException;

  void way(Meta meta, WayNodes nodes) throws IOException, InterruptedException;

  void relation(Meta meta) throws IOException, InterruptedException;

  /** Something that was deleted: it counts as read, and nothing else. */
  void deleted(Meta meta) throws IOException, InterruptedException;
}
