// SPDX-License-Identifier: Apache-2.0
package dev.errand.store;

import dev.errand.folder.Folders;
import dev.errand.task.OpenOutput;
import dev.errand.task.Output;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps files in a folder, those of an attempt in {@code task-epoch} there. Files that are to go
 * while somebody in this process reads from them go when the last reader is done.
 *
 * <p>Several nodes may share a folder whose file system lets a file that is open be read after it
 * was deleted elsewhere, as local ones of Unix and most cluster file systems do; on NFS a download
 * breaks off if another node prunes its task meanwhile.
 */
public final class FolderOutputs implements OutputStore {

  private static final Logger LOG = LoggerFactory.getLogger(FolderOutputs.class);
  private static final int UUID_LENGTH = 36;

  private final Path root;
  private final Map<AttemptKey, Integer> readers = new HashMap<>();
  private final Set<AttemptKey> doomed = new HashSet<>();

  /**
   * @param root made when the first file comes
   */
  public FolderOutputs(Path root) {
    this.root = root;
  }

  private Path of(AttemptKey attempt) {
    return root.resolve(attempt.task() + "-" + attempt.epoch());
  }

  /** The attempt that a folder is named for. */
  private static Optional<AttemptKey> parse(String name) {
    try {
      UUID task = UUID.fromString(name.substring(0, Math.min(UUID_LENGTH, name.length())));
      return name.startsWith(task + "-")
          ? Optional.of(new AttemptKey(task, Long.parseLong(name.substring(UUID_LENGTH + 1))))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void keep(AttemptKey attempt, List<NewOutput> files) throws IOException {
    Path target = of(attempt);
    Folders.delete(target);
    try {
      Files.createDirectories(target);
      for (NewOutput file : files) {
        // A move to another file system is a copy, so it is what arrived that is made durable.
        sync(Files.move(file.file(), target.resolve(file.output().name())));
      }
      Folders.sync(target);
      Folders.sync(root);
    } catch (IOException e) {
      undo(target, e);
      throw e;
    }
  }

  private static void undo(Path target, IOException why) {
    try {
      Folders.delete(target);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  @Override
  public synchronized Optional<OpenOutput> open(AttemptKey attempt, Output output)
      throws IOException {
    if (doomed.contains(attempt)) {
      return Optional.empty();
    }
    try {
      FileChannel channel =
          FileChannel.open(of(attempt).resolve(output.name()), StandardOpenOption.READ);
      readers.merge(attempt, 1, Integer::sum);
      return Optional.of(new OpenFile(channel, () -> release(attempt)));
    } catch (NoSuchFileException | AccessDeniedException e) {
      return Optional.empty();
    }
  }

  private synchronized void release(AttemptKey attempt) {
    Integer left = readers.computeIfPresent(attempt, (key, count) -> count == 1 ? null : count - 1);
    if (left == null && doomed.remove(attempt)) {
      deleteNow(attempt);
    }
  }

  @Override
  public synchronized void delete(AttemptKey attempt) {
    if (readers.containsKey(attempt)) {
      doomed.add(attempt);
    } else {
      deleteNow(attempt);
    }
  }

  private void deleteNow(AttemptKey attempt) {
    try {
      Folders.delete(of(attempt));
    } catch (IOException e) {
      LOG.warn("The folder {} could not be deleted; that is tried again later", of(attempt), e);
    }
  }

  @Override
  public void deleteUnowned(Predicate<AttemptKey> owned) throws IOException {
    all().stream().filter(owned.negate()).forEach(this::delete);
  }

  private List<AttemptKey> all() throws IOException {
    List<AttemptKey> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        parse(folder.getFileName().toString())
            .ifPresentOrElse(
                found::add, () -> LOG.warn("{} is not of an attempt and is left alone", folder));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return found;
  }

  @Override
  public void close() {}
}
