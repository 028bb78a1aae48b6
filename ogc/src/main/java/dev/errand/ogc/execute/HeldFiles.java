// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of an answer that takes a while: all stay until it is sent, also the last one. */
final class HeldFiles implements AutoCloseable {

  private final Map<String, Download> byId = new HashMap<>();

  /**
   * Holds the files among the outputs.
   *
   * @throws IOException if one is gone already
   */
  HeldFiles(OutputBodies bodies, List<JobOutput> outputs) throws IOException {
    for (JobOutput output : outputs) {
      if (output instanceof JobOutput.File file) {
        try {
          byId.put(file.id(), bodies.open(file));
        } catch (RuntimeException e) {
          close();
          throw new IOException("The file of the output '" + file.id() + "' is gone", e);
        }
      }
    }
  }

  /** Copies a file, however large. */
  void copy(JobOutput.File file, OutputStream out) throws IOException {
    Download download = byId.get(file.id());
    if (download == null) {
      throw new IllegalArgumentException("not held: " + file.id());
    }
    download.copyTo(out);
  }

  @Override
  public void close() {
    byId.values().forEach(Download::close);
  }
}
