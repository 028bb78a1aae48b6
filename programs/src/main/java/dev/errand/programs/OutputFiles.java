// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.operation.TaskContext;
import dev.errand.programs.declaration.DeclaredFile;
import java.io.IOException;
import java.nio.file.FileSystems;
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

  /** More are hardly meant. */
  private static final int MOST = 1_000;

  private final Path folder;
  private final TaskContext context;
  private final Set<String> taken = new HashSet<>();

  OutputFiles(Path folder, TaskContext context) {
    this.folder = folder;
    this.context = context;
  }

  /**
   * Makes those that are there outputs of the task.
   *
   * @throws ProgramFailedException if one is not there that is declared by its name
   */
  void collect(List<DeclaredFile> declared) throws IOException {
    for (DeclaredFile file : declared) {
      List<Path> found = find(file.pattern());
      if (found.isEmpty() && !isPattern(file.pattern())) {
        throw new ProgramFailedException(
            "The program left no file '%s', which its declaration says it leaves."
                .formatted(file.pattern()));
      }
      for (Path one : found) {
        take(one, file.output().mediaType());
      }
    }
  }

  private static boolean isPattern(String text) {
    return text.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
  }

  /** Links are not followed: they may lead to what is not the program's to give away. */
  private List<Path> find(String pattern) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> matcher.matches(folder.relativize(file)))
          .sorted()
          .limit(MOST)
          .toList();
    }
  }

  /** Files of two folders may have one name; an output has one that is plain. */
  private void take(Path file, String mediaType) throws IOException {
    String name = folder.relativize(file).toString().replace('/', '_').replaceFirst("^\\.+", "_");
    if (taken.add(name)) {
      Files.move(file, context.output(name, mediaType), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
