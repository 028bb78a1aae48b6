// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.operation.Starters;
import dev.errand.task.Prepared;
import dev.errand.task.Principal;
import dev.errand.task.Submission;

/**
 * Whether a principal may start an operation; refusals are {@linkplain Audit audited}.
 *
 * @param starters who may start it
 */
public record StartRights(Principal principal, Starters starters) {

  /**
   * Does nothing, or refuses whoever may not start it at all: they learn nothing of the inputs, and
   * have none fetched.
   *
   * @throws ForbiddenException if so
   */
  public void requireSome(Submission submission) {
    require(submission, AccessRules.mayAllowStart(principal, starters, submission));
  }

  /**
   * Does nothing, or refuses what the principal may not start, in its group and with its inputs.
   *
   * @throws ForbiddenException if so
   * @throws dev.errand.task.InvalidInputsException if the inputs do not fit
   */
  public void require(Prepared prepared) {
    Submission submission = prepared.submission();
    require(submission, AccessRules.allowsStart(principal, starters, submission));
    if (principal.administrator()) {
      return;
    }
    if (submission.priority() > 0) {
      Audit.refused(principal, Audit.Deed.START, submission.operation());
      throw new ForbiddenException(
          "Access forbidden: only administrators may have a task start before those of others."
              + " Leave the priority out, or ask for 0 or less.");
    }
    if (submission.options().notBefore().isPresent() && isOrdered(prepared)) {
      Audit.refused(principal, Audit.Deed.START, submission.operation());
      throw new ForbiddenException(
          "Access forbidden: until then nobody else could work on the same, so only administrators"
              + " may put this off. Leave 'notBefore' out.");
    }
    try {
      prepared.checkStarter(principal);
    } catch (ForbiddenException e) {
      Audit.refused(principal, Audit.Deed.START, submission.operation());
      throw e;
    }
  }

  private void require(Submission submission, boolean allowed) {
    if (!allowed) {
      Audit.refused(principal, Audit.Deed.START, submission.operation());
      throw new ForbiddenException(
          "Access forbidden: you may not start " + submission.operation() + " here.");
    }
  }

  private static boolean isOrdered(Prepared prepared) {
    return prepared.check().shown().orderingKey().isPresent();
  }
}
