// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.task.LogLevel;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How what a program writes is read.
 *
 * @param out the level of lines of its standard output
 * @param err the level of lines of its standard error
 * @param progress how far it has come, where a line says so
 * @param json whether lines of its standard output that are JSON objects say more (see
 *     docs/programs.md)
 */
public record Reading(
    LogLevel out, LogLevel err, Optional<ProgressPattern> progress, boolean json) {

  /**
   * @param pattern with a group {@code amount}, and perhaps {@code total} and {@code text}
   * @param total where no group says it
   */
  public record ProgressPattern(Pattern pattern, OptionalDouble total) {

    public boolean has(String group) {
      return pattern.namedGroups().containsKey(group);
    }
  }
}
