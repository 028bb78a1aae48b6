// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import dev.errand.programs.declaration.DeclaredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the files that a program left in its working folder. */
final class OutputFiles {

  /** In all; more are hardly meant. */
  private static final int MOST = 1_000;

  private final Path folder;
  private final TaskContext context;
  private final boolean stay;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param stay whether the program's own stay where they are, should they be needed once more
   */
  OutputFiles(Path folder, TaskContext context, boolean stay) {
    this.folder = folder;
    this.context = context;
    this.stay = stay;
  }

  Path folder() {
    return folder;
  }

  /**
   * Makes those that are there outputs of the task.
   *
   * @throws ProgramFailedException if one is not there that is declared by its name, if there are
   *     too many, or if two would have one name
   */
  void collect(List<DeclaredFile> declared) throws IOException {
    for (DeclaredFile file : declared) {
      List<Path> found = find(file);
      if (found.isEmpty() && !file.isPattern()) {
        throw new ProgramFailedException(
            "The program left no file '%s', which its declaration says it leaves."
                .formatted(file.pattern()));
      }
      for (Path one : found) {
        take(one, file.output().mediaType());
      }
    }
  }

  /** Links are not followed: they may lead to what is not the program's to give away. */
  private List<Path> find(DeclaredFile file) throws IOException {
    PathMatcher matcher = file.matcher();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
          .filter(one -> matcher.matches(folder.relativize(one)))
          .sorted()
          .limit(MOST + 1)
          .toList();
    }
  }

  /** Files of two folders may have one name; an output has one that is plain. */
  private void take(Path file, String mediaType) throws IOException {
    String path = folder.relativize(file).toString();
    String name = path.replace('/', '_').replaceFirst("^\\.+", "_");
    if (taken.size() == MOST) {
      throw new ProgramFailedException(
          "The program left more than %d files to download; have it put them into an archive."
              .formatted(MOST));
    }
    if (!taken.add(name)) {
      throw new ProgramFailedException(
          "The program left two files that would both be called '%s', one of them '%s'; have it choose"
                  .formatted(name, path)
              + " other names.");
    }
    Path output = context.output(name, mediaType);
    if (stay) {
      Files.copy(file, output, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.move(file, output, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
