// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.export;

import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes a zip file: names in UTF-8, ZIP64 where sizes or counts need it. Used by one thread. */
final class ExportZip implements AutoCloseable {

  private final ZipArchiveOutputStream zip;
  private final TaskContext context;
  private final byte[] buffer = new byte[64 << 10];

  ExportZip(Path file, TaskContext context) throws IOException {
    zip = new ZipArchiveOutputStream(file);
    zip.setEncoding("UTF-8");
    this.context = context;
  }

  void folder(String path, FileTime modified) throws IOException {
    begin(path + "/", modified);
    zip.closeArchiveEntry();
  }

  /**
   * Adds a file.
   *
   * @throws java.nio.file.NoSuchFileException if it is gone, before anything is written
   */
  void file(String path, Path source) throws IOException, CancelledException {
    try (InputStream in = Files.newInputStream(source)) {
      FileTime modified = Files.getLastModifiedTime(source);
      begin(path, modified);
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        context.checkCancelled();
        zip.write(buffer, 0, count);
      }
      zip.closeArchiveEntry();
    }
  }

  private void begin(String name, FileTime modified) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setLastModifiedTime(modified);
    zip.putArchiveEntry(entry);
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    zip.close();
  }
}
