// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * GDAL's converter, told to do what an import does: every node a point and every way a line, tagged
 * or not, with version, time, user and changeset, and all tags in one column.
 *
 * <p>See <a href="https://gdal.org/en/stable/drivers/vector/osm.html">the OSM driver</a> and <a
 * href="https://gdal.org/en/stable/drivers/vector/gpkg.html">the GeoPackage driver</a>.
 */
record Ogr(Path file, Path settings, Path folder) {

  private static final String LAYER =
      """
      osm_id=yes
      osm_version=yes
      osm_timestamp=yes
      osm_uid=no
      osm_user=yes
      osm_changeset=yes
      all_tags=yes
      """;

  private static final String SETTINGS =
      "closed_ways_are_polygons=\nreport_all_nodes=yes\nreport_all_ways=yes\n"
          + ("[points]\n" + LAYER)
          + ("[lines]\n" + LAYER);

  static Ogr of(Path file, Path folder) throws IOException {
    Path settings = Files.writeString(folder.resolve("osmconf.ini"), SETTINGS);
    return new Ogr(file, settings, folder);
  }

  /** What the installed one calls itself; empty if there is none. */
  static Optional<String> version() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("ogr2ogr", "--version").start();
      String version = new String(process.getInputStream().readAllBytes()).strip();
      return process.waitFor() == 0 ? Optional.of(version) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /**
   * Converts the file into a new GeoPackage.
   *
   * @param index whether a spatial index is made
   */
  void run(boolean index) throws IOException, InterruptedException {
    Path made = folder.resolve("ogr.gpkg");
    Path said = folder.resolve("ogr.txt");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ogr2ogr", "-q", "-f", "GPKG", "-gt", "unlimited"));
    command.addAll(List.of("--config", "OSM_CONFIG_FILE", settings.toString()));
    command.addAll(List.of("--config", "OGR_SQLITE_SYNCHRONOUS", "OFF"));
    command.addAll(List.of("-lco", "SPATIAL_INDEX=" + (index ? "YES" : "NO")));
    command.addAll(List.of(made.toString(), file.toString(), "points", "lines"));
    execute(command, said);
    Files.delete(made);
  }

  /**
   * Runs a command of GDAL's.
   *
   * @param said the file for what it says
   */
  static void execute(List<String> command, Path said) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("ogr2ogr failed: " + Files.readString(said));
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
