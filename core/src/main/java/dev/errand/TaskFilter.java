// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which tasks a list holds: those that pass every given part. An empty set or optional lets all
 * pass.
 */
public record TaskFilter(
    Set<TaskStatus> statuses, Set<String> operations, Optional<String> owner, OptionalLong group) {

  public static final TaskFilter ALL =
      new TaskFilter(Set.of(), Set.of(), Optional.empty(), OptionalLong.empty());

  public TaskFilter {
    statuses = Set.copyOf(statuses);
    operations = Set.copyOf(operations);
  }

  public static TaskFilter status(TaskStatus... statuses) {
    return new TaskFilter(Set.of(statuses), Set.of(), Optional.empty(), OptionalLong.empty());
  }
}
