// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;

/**
 * Takes what a file holds, in the order of the file, from one thread. Each method throws {@link
 * BadOsmFileException} for what cannot stand where it stands.
 */
public interface EntitySink {

  /** Coordinates in ten-millionths of a degree, which is what OpenStreetMap keeps. */
  void node(Meta meta, int lon, int lat)
      throws IOException, InterruptedException, BadOsmFileException;

  void way(Meta meta, WayNodes nodes) throws IOException, InterruptedException, BadOsmFileException;

  void relation(Meta meta) throws IOException, InterruptedException, BadOsmFileException;

  /** Something that an editor is to delete: it counts as read, and nothing else. */
  void deleted(EntityType type, Meta meta)
      throws IOException, InterruptedException, BadOsmFileException;
}
