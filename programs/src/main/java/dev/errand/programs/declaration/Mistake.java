// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.nio.file.Path;

/**
 * One thing that is wrong in a file.
 *
 * @param line from 1
 * @param column from 1
 * @param what is wrong
 * @param remedy what to do about it
 */
public record Mistake(Path file, int line, int column, String what, String remedy) {

  @Override
  public String toString() {
    return "%s:%d:%d: %s; %s".formatted(file, line, column, what, remedy);
  }
}
