// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A named pipe that a script of a test reads a line from, so that it waits until it is opened. */
record Gate(String path) {

  static Gate in(Path folder) {
    Path pipe = folder.resolve("gate");
    try {
      int _ = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Gate(pipe.toString());
  }

  /** Lets it go on. */
  void open() {
    try {
      Files.writeString(Path.of(path), "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
