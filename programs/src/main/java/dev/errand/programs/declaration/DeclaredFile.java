// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.FileOutput;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.util.regex.PatternSyntaxException;

/**
 * A file, or several, that a program leaves in its working folder.
 *
 * @param output how callers know it
 * @param pattern its name, in which {@code *} and {@code ?} may stand for others, below folders too
 */
public record DeclaredFile(FileOutput output, String pattern) {

  /**
   * @throws PatternSyntaxException if the text is no pattern
   */
  static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  /** Finds it by its path below the working folder. */
  public PathMatcher matcher() {
    return matcher(pattern);
  }

  /** Whether it may stand for any number of files, also none. */
  public boolean isPattern() {
    return pattern.chars().anyMatch(character -> "*?[{".indexOf(character) >= 0);
  }
}
