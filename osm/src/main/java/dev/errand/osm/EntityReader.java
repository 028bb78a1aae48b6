// SPDX-License-Identifier: Apache-2.0
package dev.errand.osm;

import java.io.IOException;

/** Reads one format. */
public interface EntityReader {

  /**
   * Hands everything in the file to the sink.
   *
   * @throws BadOsmFileException if the file is not what it should be, saying where
   */
  void read(EntitySink sink) throws IOException, InterruptedException, BadOsmFileException;
}
