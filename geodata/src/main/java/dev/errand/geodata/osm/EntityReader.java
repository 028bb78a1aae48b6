// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import java.io.IOException;

/** Reads one format. */
interface EntityReader {

  /**
   * Hands everything in the file to the sink.
   *
   * @throws BadOsmFileException if the file is not what it should be, saying where
   */
  void read(EntitySink sink) throws IOException, InterruptedException, BadOsmFileException;
}
