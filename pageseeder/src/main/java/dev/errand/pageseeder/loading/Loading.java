// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.document.Document;
import dev.errand.document.Documents;
import dev.errand.files.DurableFiles;
import dev.errand.operation.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out a {@link LoadPlan}: each file goes from the loading zone to the documents in one
 * step, and is registered soon after. Carrying it out again does what is left, so it can break off
 * after any step. Used once.
 */
final class Loading {

  private static final int BATCH = 100;

  private final Path zone;
  private final Path documents;
  private final Documents register;
  private final long group;
  private final List<LoadPlan.Line> moved = new ArrayList<>();
  private long files;
  private long folders;
  private long missing;

  Loading(Path zone, Path documents, Documents register, long group) {
    this.zone = zone;
    this.documents = documents;
    this.register = register;
    this.group = group;
  }

  /**
   * Moves until it is all moved or the task is cancelled, which takes effect between two files.
   *
   * @param total how many lines the plan has
   */
  LoadResult run(Staging staging, long total, TaskContext context) throws Exception {
    try (LoadPlan.Reader plan = new LoadPlan.Reader(staging)) {
      long number = 0;
      for (LoadPlan.Line line = plan.next().orElse(null);
          line != null && !context.isCancelled();
          line = plan.next().orElse(null)) {
        context.progress("Loading " + line.target(), number, total);
        if (move(line)) {
          moved.add(line);
        } else {
          missing++;
          context.warn("Gone from the loading zone meanwhile: " + line.source());
        }
        number++;
        if (moved.size() == BATCH) {
          register(context);
        }
      }
      register(context);
      context.progress("Loaded " + files + " files", number, total);
    }
    return result();
  }

  /** Registers what an attempt that died has moved, and moves nothing. */
  void registerMoved(Staging staging) throws IOException {
    try (LoadPlan.Reader plan = new LoadPlan.Reader(staging)) {
      for (LoadPlan.Line line = plan.next().orElse(null);
          line != null;
          line = plan.next().orElse(null)) {
        if (isAt(documents.resolve(line.target()), line)
            && !isAt(zone.resolve(line.source()), line)) {
          moved.add(line);
        }
        if (moved.size() == BATCH) {
          register();
        }
      }
      register();
    }
  }

  private static boolean isAt(Path place, LoadPlan.Line line) {
    return line.folder()
        ? Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)
        : Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether it is in the documents now. */
  private boolean move(LoadPlan.Line line) throws IOException {
    Path source = zone.resolve(line.source());
    Path target = documents.resolve(line.target());
    if (line.folder()) {
      Files.createDirectories(target);
      return true;
    }
    Files.createDirectories(DurableFiles.folderOf(target));
    try {
      DurableFiles.replace(source, target);
      return true;
    } catch (NoSuchFileException gone) {
      // Moved by an earlier attempt, or taken away by the member.
      return isAt(target, line);
    }
  }

  private void register(TaskContext context) throws IOException {
    for (Document document : register()) {
      context.info("Loaded %s as URI %d".formatted(document.path(), document.id()));
    }
  }

  /** Makes the new places durable before anybody is told of them. */
  private List<Document> register() throws IOException {
    List<String> newFiles = new ArrayList<>();
    List<String> newFolders = new ArrayList<>();
    Path synced = zone;
    for (LoadPlan.Line line : moved) {
      Path folder = DurableFiles.folderOf(documents.resolve(line.target()));
      if (!folder.equals(synced)) {
        DurableFiles.syncFolder(folder);
        synced = folder;
      }
      (line.folder() ? newFolders : newFiles).add(line.target());
    }
    moved.clear();
    files += newFiles.size();
    folders += newFolders.size();
    List<Document> documents = new ArrayList<>();
    Instant now = Instant.now();
    documents.addAll(register.register(group, newFiles, false, now));
    documents.addAll(register.register(group, newFolders, true, now));
    return documents;
  }

  LoadResult result() {
    return new LoadResult(files, folders, missing, Optional.empty());
  }
}
