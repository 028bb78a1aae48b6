// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.osm;

import dev.errand.files.AllowedFolders;
import dev.errand.files.Uploads;
import dev.errand.operation.TaskContext;
import dev.errand.outgoing.Fetcher;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where imports may take their data from.
 *
 * @param folders which files of the server a caller may name
 * @param uploads files that came with requests
 * @param fetcher for URLs
 */
public record OsmSources(AllowedFolders folders, Uploads uploads, Fetcher fetcher) {

  void check(OsmSource source) {
    switch (source) {
      case OsmSource.Local local -> folders.resolve(local.path());
      case OsmSource.Remote remote -> fetcher.check(remote.uri());
      case OsmSource.Upload upload -> uploads.file(upload.name());
    }
  }

  /** The data as a local file, fetched into the scratch folder if need be. */
  Path local(OsmSource source, TaskContext context) throws Exception {
    return switch (source) {
      case OsmSource.Local local -> existing(folders.resolve(local.path()), local.shown());
      case OsmSource.Upload upload -> existing(uploads.file(upload.name()), upload.shown());
      case OsmSource.Remote remote -> fetcher.fetch(remote.uri(), context);
    };
  }

  /** The name as given, because clients compare the message. */
  private static Path existing(Path file, String name) throws IOException {
    if (!Files.exists(file)) {
      throw new FileNotFoundException("File does not exist: " + name);
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException("Not a file: " + name);
    }
    return file;
  }

  void discard(OsmSource source) throws IOException {
    if (source instanceof OsmSource.Upload upload) {
      uploads.discard(upload.name());
    }
  }
}
