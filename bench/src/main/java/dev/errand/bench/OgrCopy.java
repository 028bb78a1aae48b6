// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** GDAL's converter, told to do what an export does: a GeoPackage of the same layers, indexed. */
record OgrCopy(Path file, Path folder) {

  /**
   * Copies the file.
   *
   * @param index whether a spatial index is made
   */
  void run(boolean index) throws IOException, InterruptedException {
    Path made = folder.resolve("ogr-copy.gpkg");
    Ogr.execute(
        List.of(
            "ogr2ogr",
            "-q",
            "-f",
            "GPKG",
            "-gt",
            "unlimited",
            "--config",
            "OGR_SQLITE_SYNCHRONOUS",
            "OFF",
            "-lco",
            "SPATIAL_INDEX=" + (index ? "YES" : "NO"),
            made.toString(),
            file.toString()),
        folder.resolve("ogr-copy.txt"));
    Files.delete(made);
  }
}
