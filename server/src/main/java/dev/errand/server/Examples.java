// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that come with Errand to try it with; the launcher says where they are. */
final class Examples {

  /** The system property in which the launcher passes the folder it stands in. */
  static final String HOME = "errand.home";

  private Examples() {}

  static Optional<Path> osmFile() {
    String home = System.getProperty(HOME, "");
    Path folder = Path.of(home, "examples");
    if (home.isEmpty() || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".osm")).sorted().findFirst();
    } catch (IOException unreadable) {
      return Optional.empty(); // then there is nothing to show
    }
  }
}
