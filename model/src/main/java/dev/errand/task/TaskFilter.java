// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Which tasks a list holds: those that pass every given part. An empty set or optional lets all
 * pass.
 *
 * @param schedule the schedule that has started them
 * @param visibleTo what of all tasks may be in the list at all
 */
public record TaskFilter(
    Set<TaskStatus> statuses,
    Set<String> operations,
    Optional<String> owner,
    OptionalLong group,
    Optional<UUID> schedule,
    Optional<VisibleTo> visibleTo,
    Timing timing) {

  public static final TaskFilter ALL =
      new TaskFilter(
          Set.of(),
          Set.of(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          Timing.ANY);

  public TaskFilter {
    statuses = Set.copyOf(statuses);
    operations = Set.copyOf(operations);
  }

  public static TaskFilter status(TaskStatus... statuses) {
    return ALL.statuses(statuses);
  }

  /** The same with other statuses. */
  public TaskFilter statuses(TaskStatus... statuses) {
    return new TaskFilter(Set.of(statuses), operations, owner, group, schedule, visibleTo, timing);
  }

  /** The same with other operations. */
  public TaskFilter operations(Set<String> operations) {
    return new TaskFilter(statuses, operations, owner, group, schedule, visibleTo, timing);
  }

  /** The same with another owner. */
  public TaskFilter owner(String owner) {
    return new TaskFilter(
        statuses, operations, Optional.of(owner), group, schedule, visibleTo, timing);
  }

  /** The same with another group. */
  public TaskFilter group(long group) {
    return new TaskFilter(
        statuses, operations, owner, OptionalLong.of(group), schedule, visibleTo, timing);
  }

  /** The same for those that a schedule has started. */
  public TaskFilter schedule(UUID schedule) {
    return new TaskFilter(
        statuses, operations, owner, group, Optional.of(schedule), visibleTo, timing);
  }

  /** The same for somebody else's eyes. */
  public TaskFilter visibleTo(Optional<VisibleTo> visibleTo) {
    return new TaskFilter(statuses, operations, owner, group, schedule, visibleTo, timing);
  }

  /** The same with other bounds of time. */
  public TaskFilter timing(Timing timing) {
    return new TaskFilter(statuses, operations, owner, group, schedule, visibleTo, timing);
  }
}
