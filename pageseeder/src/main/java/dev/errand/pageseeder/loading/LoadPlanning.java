// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.document.PathInUseException;
import dev.errand.files.DurableFiles;
import dev.errand.files.FolderWalk;
import dev.errand.files.FolderWalk.Found;
import dev.errand.operation.CancelledException;
import dev.errand.operation.TaskContext;
import dev.errand.pageseeder.groups.DocumentPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Finds out what a load moves where, and what it would replace. Used once. */
final class LoadPlanning {

  private final Path zone;
  private final Path documents;
  private final String destination;
  private final TaskContext context;
  private final OverwriteCount overwrites;
  private String checkedFolder = "";
  private long lines;

  /**
   * @param documents the folder of all documents of the group
   * @param destination the folder among them to load into
   */
  LoadPlanning(Path zone, Path documents, String destination, TaskContext context) {
    this.zone = zone;
    this.documents = documents;
    this.destination = destination;
    this.context = context;
    this.overwrites = new OverwriteCount(documents.resolve(destination));
  }

  /**
   * Writes the plan.
   *
   * @param files all that is in the zone if there are none
   * @throws PathInUseException if a file would be where a folder is, or the other way round
   */
  void write(List<LoadFile> files, LoadPlan.Writer plan) throws IOException, CancelledException {
    if (files.isEmpty()) {
      FolderWalk.<CancelledException>walk(zone, found -> add(found, found.path(), plan));
    }
    for (LoadFile file : files) {
      Path source = zone.resolve(file.path());
      if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
        add(new Found(source, file.path(), false), file.target(file.path()), plan);
      } else if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
        FolderWalk.<CancelledException>walk(
            source,
            found -> {
              String path = file.path() + "/" + found.path();
              add(new Found(found.file(), path, found.folder()), file.target(path), plan);
            });
      } else {
        throw new MissingUploadException(file.path());
      }
    }
  }

  private void add(Found found, String target, LoadPlan.Writer plan)
      throws IOException, CancelledException {
    context.checkCancelled();
    String path = DocumentPath.of(destination.isEmpty() ? target : destination + "/" + target);
    Path place = documents.resolve(path);
    requireFolders(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    boolean exists = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (exists && Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS) != found.folder()) {
      throw new PathInUseException(
          "In the documents there is a %s at %s, and in the loading zone a %s."
              .formatted(word(!found.folder()), path, word(found.folder())));
    }
    if (!found.folder()) {
      overwrites.add(target, exists);
    }
    plan.add(new LoadPlan.Line(found.path(), path, found.folder()));
    lines++;
    context.progress("Looking at " + found.path(), lines);
  }

  private static String word(boolean folder) {
    return folder ? "folder" : "file";
  }

  private void requireFolders(String folder) {
    if (folder.equals(checkedFolder)) {
      return;
    }
    for (Path above = documents.resolve(folder);
        !above.equals(documents);
        above = DurableFiles.folderOf(above)) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        throw new PathInUseException(
            "In the documents there is a file at %s, where a folder is needed."
                .formatted(documents.relativize(above)));
      }
    }
    checkedFolder = folder;
  }

  /** How many lines were written. */
  long lines() {
    return lines;
  }

  OverwriteCount overwrites() {
    return overwrites;
  }
}
