// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.operation.Starters;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.VisibleTo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what: the one place that decides. An administrator may do all, an owner all with tasks
 * of their own, a member with the tasks of the group what the role allows, others nothing.
 */
public final class AccessRules {

  private AccessRules() {}

  /** Whether the principal may do that with the task. */
  public static boolean allows(Principal principal, Action action, Task task) {
    return allows(principal, action, task.submission());
  }

  /** Whether the principal may do that with what was submitted, or will be. */
  public static boolean allows(Principal principal, Action action, Submission submission) {
    return principal.administrator()
        || owns(principal, submission)
        || hasRole(principal, submission.group(), action.least());
  }

  /** Whether the task belongs to the principal; what has no owner belongs to nobody. */
  public static boolean owns(Principal principal, Task task) {
    return owns(principal, task.submission());
  }

  /** The same for what was submitted, or will be. */
  public static boolean owns(Principal principal, Submission submission) {
    return principal.name().isPresent() && principal.name().equals(submission.owner());
  }

  /** Whether the principal may start what is submitted. */
  public static boolean allowsStart(Principal principal, Starters starters, Submission submission) {
    return principal.administrator()
        || switch (starters) {
          case Starters.Users() ->
              principal.name().isPresent()
                  && (submission.group().isEmpty()
                      || hasRole(principal, submission.group(), Role.CONTRIBUTOR));
          case Starters.Members(Role least) -> hasRole(principal, submission.group(), least);
          case Starters.Administrators() -> false;
        };
  }

  /** Whether there can be inputs with which the principal may start what is submitted. */
  public static boolean mayAllowStart(
      Principal principal, Starters starters, Submission submission) {
    if (principal.administrator() || submission.group().isPresent()) {
      return allowsStart(principal, starters, submission);
    }
    return switch (starters) {
      case Starters.Users() -> principal.name().isPresent();
      case Starters.Members(Role least) ->
          principal.roles().values().stream().anyMatch(role -> role.isAtLeast(least));
      case Starters.Administrators() -> false;
    };
  }

  /** The tasks that the principal finds in lists; empty means all. */
  public static Optional<VisibleTo> lists(Principal principal) {
    if (principal.administrator()) {
      return Optional.empty();
    }
    Set<Long> groups =
        principal.roles().entrySet().stream()
            .filter(role -> role.getValue().isAtLeast(Action.LIST.least()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());
    return Optional.of(new VisibleTo(principal.name(), groups));
  }

  private static boolean hasRole(Principal principal, OptionalLong group, Role least) {
    return group.isPresent() && principal.hasRole(group.getAsLong(), least);
  }
}
