// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that came with a request and lies under a name of our own. Used by the thread of the
 * request only.
 */
public final class UploadedFile {

  private final String part;
  private final String clientName;
  private final Path path;
  private boolean kept;

  UploadedFile(String part, String clientName, Path path) {
    this.part = part;
    this.clientName = clientName;
    this.path = path;
  }

  /** The name of its part. */
  public String part() {
    return part;
  }

  /** What the caller calls the file: any text. Never to be used as a path; may be empty. */
  public String clientName() {
    return clientName;
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /**
   * Takes the file over: it is no longer deleted with the request.
   *
   * @return where it lies
   */
  public Path keep() {
    kept = true;
    return path;
  }

  void delete() throws IOException {
    if (!kept) {
      Files.deleteIfExists(path);
    }
  }
}
