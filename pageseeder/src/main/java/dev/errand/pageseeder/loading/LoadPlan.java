// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.files.DurableFiles;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that a load moves, a line each, on disk: too much to hold, and needed again by the
 * attempt after one that died. Paths have no line breaks and no tabs, so lines need no escapes.
 */
final class LoadPlan {

  private static final String FILE = "file";
  private static final String FOLDER = "folder";

  /**
   * One line.
   *
   * @param source in the loading zone
   * @param target in the documents
   * @param folder whether it is an empty folder
   */
  record Line(String source, String target, boolean folder) {

    private String text() {
      return (folder ? FOLDER : FILE) + "\t" + source + "\t" + target + "\n";
    }

    private static Line of(String text) {
      String[] parts = text.split("\t", -1);
      return new Line(parts[1], parts[2], parts[0].equals(FOLDER));
    }
  }

  /** Writes a plan. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;

    Writer(Staging staging) throws IOException {
      file = path(staging);
      out = Files.newBufferedWriter(file);
    }

    void add(Line line) throws IOException {
      out.write(line.text());
    }

    /** Makes what was written durable. */
    @Override
    public void close() throws IOException {
      out.close();
      DurableFiles.sync(file);
    }
  }

  /** Reads a plan. */
  static final class Reader implements AutoCloseable {
    private final BufferedReader in;

    Reader(Staging staging) throws IOException {
      in = Files.newBufferedReader(path(staging));
    }

    Optional<Line> next() throws IOException {
      return Optional.ofNullable(in.readLine()).map(Line::of);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private LoadPlan() {}

  private static Path path(Staging staging) {
    return staging.folder().resolve("plan");
  }
}
