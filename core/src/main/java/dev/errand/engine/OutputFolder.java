// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the outputs of ended tasks lie, a folder a task. A folder that is to go while somebody
 * reads from it goes when the last reader is done. Safe for all threads.
 */
final class OutputFolder {

  private static final Logger LOG = LoggerFactory.getLogger(OutputFolder.class);

  private final Path root;
  private final Map<UUID, Integer> readers = new HashMap<>();
  private final Set<UUID> doomed = new HashSet<>();

  OutputFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  private Path of(UUID task) {
    return root.resolve(task.toString());
  }

  /** A file that stays until it is released; empty if it is not there. */
  synchronized Optional<Path> hold(UUID task, String name) {
    Path file = of(task).resolve(name);
    if (doomed.contains(task) || !Files.isReadable(file)) {
      return Optional.empty();
    }
    readers.merge(task, 1, Integer::sum);
    return Optional.of(file);
  }

  synchronized void release(UUID task) {
    Integer left = readers.computeIfPresent(task, (key, count) -> count == 1 ? null : count - 1);
    if (left == null && doomed.remove(task)) {
      deleteNow(task);
    }
  }

  /** Deletes a task's outputs, now or when the last reader is done. */
  synchronized void delete(UUID task) {
    if (readers.containsKey(task)) {
      doomed.add(task);
    } else {
      deleteNow(task);
    }
  }

  private void deleteNow(UUID task) {
    try {
      Folders.delete(of(task));
    } catch (IOException e) {
      LOG.warn(
          "The outputs of task {} could not be deleted and stay until the next start", task, e);
    }
  }

  /** The tasks that have a folder here; for finding folders whose task is gone. */
  List<UUID> all() throws IOException {
    List<UUID> found = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
        for (Path folder : folders) {
          try {
            found.add(UUID.fromString(folder.getFileName().toString()));
          } catch (IllegalArgumentException e) {
            LOG.warn("{} is not a task's folder and is left alone", folder);
          }
        }
      }
    }
    return found;
  }
}
