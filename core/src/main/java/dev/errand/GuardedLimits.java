// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import dev.errand.access.Audit;
import dev.errand.access.Audited;
import dev.errand.access.ForbiddenException;
import dev.errand.limit.Limit;
import dev.errand.limit.LimitControl;
import dev.errand.limit.LimitRule;
import dev.errand.limit.Limits;
import dev.errand.limit.Running;
import dev.errand.limit.Scope;
import dev.errand.task.Principal;
import java.util.List;

/**
 * Limits as one principal may see and change them: administrators all, others nothing. Changes and
 * refusals are {@linkplain Audit audited}. Safe for all threads.
 */
public final class GuardedLimits {

  private final LimitControl control;
  private final Principal principal;
  private final Audited audited;

  GuardedLimits(LimitControl control, Principal principal) {
    this.control = control;
    this.principal = principal;
    audited = new Audited(principal);
  }

  /**
   * What holds.
   *
   * @throws ForbiddenException for others than administrators; so do all methods here
   */
  public Limits now() {
    audited.requireAdministrator(Audit.Deed.READ_LIMITS, "all");
    return control.now();
  }

  /** What operators said and have not taken back. */
  public List<LimitRule> rules() {
    audited.requireAdministrator(Audit.Deed.READ_LIMITS, "all");
    return control.rules();
  }

  /** See {@link LimitControl#running}. */
  public Running running() {
    audited.requireAdministrator(Audit.Deed.READ_LIMITS, "all");
    return control.running();
  }

  /** See {@link LimitControl#waiting}. */
  public long waiting(Scope scope, long most) {
    audited.requireAdministrator(Audit.Deed.READ_LIMITS, scope.text());
    return control.waiting(scope, most);
  }

  /** See {@link LimitControl#set}. */
  public void set(Scope scope, Limit limit) {
    change(Audit.Deed.SET_LIMIT, scope.text(), () -> control.set(scope, limit, principal.name()));
  }

  /** See {@link LimitControl#reset}. */
  public void reset(Scope scope) {
    change(Audit.Deed.RESET_LIMIT, scope.text(), () -> control.reset(scope, principal.name()));
  }

  /** See {@link LimitControl#pause}. */
  public void pause(String operation) {
    change(Audit.Deed.PAUSE, operation, () -> control.pause(operation, principal.name()));
  }

  /** See {@link LimitControl#resume}. */
  public void resume(String operation) {
    change(Audit.Deed.RESUME, operation, () -> control.resume(operation, principal.name()));
  }

  private void change(Audit.Deed deed, String on, Runnable change) {
    audited.requireAdministrator(deed, on);
    boolean _ =
        audited.known(
            () -> {
              change.run();
              return true;
            },
            deed,
            on);
    Audit.done(principal, deed, on);
  }
}
