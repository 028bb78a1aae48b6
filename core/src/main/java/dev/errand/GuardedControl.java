// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.access.Audit;
import dev.errand.access.Audited;
import dev.errand.access.ForbiddenException;
import dev.errand.task.Principal;
import dev.errand.task.Task;
import dev.errand.task.TaskControl;
import dev.errand.task.TaskId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What one principal may do to tasks as an operator: administrators all, others nothing. Changes
 * and refusals are {@linkplain Audit audited}. Safe for all threads.
 */
public final class GuardedControl {

  private final Errand errand;
  private final Principal principal;
  private final Audited audited;

  GuardedControl(Errand errand, Principal principal) {
    this.errand = errand;
    this.principal = principal;
    audited = new Audited(principal);
  }

  /**
   * See {@link TaskControl#prioritize}.
   *
   * @param key of the task
   * @throws ForbiddenException for others than administrators; so do all methods here
   */
  public Optional<Task> prioritize(UUID key, int priority) {
    return change(Audit.Deed.PRIORITIZE, key, id -> errand.control().prioritize(id, priority));
  }

  /** See {@link TaskControl#fail}. */
  public Optional<Task> fail(UUID key, String why) {
    return change(Audit.Deed.FAIL, key, id -> errand.control().fail(id, why, principal.name()));
  }

  /** See {@link TaskControl#runAgain}. */
  public Optional<Task> runAgain(UUID key) {
    return change(Audit.Deed.RUN_AGAIN, key, id -> errand.control().runAgain(id));
  }

  private Optional<Task> change(
      Audit.Deed deed, UUID key, Function<TaskId, Optional<Task>> change) {
    audited.requireAdministrator(deed, key.toString());
    Optional<Task> there = errand.task(key);
    Optional<Task> changed =
        audited.known(() -> there.map(Task::id).flatMap(change), deed, key.toString());
    // Of a task that is run again, the line names the old one.
    changed.ifPresent(_ -> Audit.done(principal, deed, there.orElseThrow()));
    return changed;
  }
}
