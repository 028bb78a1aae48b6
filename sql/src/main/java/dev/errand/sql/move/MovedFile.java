// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import dev.errand.store.AttemptKey;
import dev.errand.task.Output;
import java.util.List;
import java.util.Optional;

/**
 * A file that a task left.
 *
 * @param task the number of the task
 * @param attempt under which it is kept
 */
public record MovedFile(long task, AttemptKey attempt, Output output) {

  /** What is known of it, as a row of {@link Table#OUTPUT}. */
  public Row row() {
    return new Row(
        List.of(
            Optional.of(task),
            Optional.of(output.name()),
            Optional.of(output.mediaType()),
            Optional.of(output.size()),
            Optional.of(output.sha256())));
  }

  /**
   * What is in it, as a row of a comparison.
   *
   * @param bytes how many; empty if the file is not there
   */
  public Row contents(Optional<Long> bytes, Optional<String> sha256) {
    return contents(task, output.name(), bytes, sha256);
  }

  /** The same for a file of which no more is known. */
  public static Row contents(
      long task, String name, Optional<Long> bytes, Optional<String> sha256) {
    return new Row(
        List.of(
            Optional.of(task),
            Optional.of(name),
            bytes.map(Object.class::cast),
            sha256.map(Object.class::cast)));
  }
}
