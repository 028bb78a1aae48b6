// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.programs.process.Fifo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one attempt, and what is where in it.
 *
 * @param work where the program works
 * @param inputs where inputs lie that it gets as files
 */
record Place(Path folder, Path work, Path inputs) {

  static Place in(Path scratch) throws IOException {
    Path folder = scratch.toAbsolutePath();
    return new Place(
        folder,
        Files.createDirectories(folder.resolve("work")),
        Files.createDirectories(folder.resolve("inputs")));
  }

  /** A pipe that the program can write to. */
  Fifo fifo(String name) throws IOException {
    return Fifo.make(folder.resolve(name));
  }
}
