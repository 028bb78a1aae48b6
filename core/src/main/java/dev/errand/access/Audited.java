// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;
import dev.errand.task.StoreException;
import dev.errand.task.UnknownOutcomeException;
import java.util.function.Supplier;

/**
 * What a principal wants to do, with its refusal or its unknown outcome in the {@linkplain Audit
 * audit}. Safe for all threads.
 */
public record Audited(Principal principal) {

  /**
   * Does nothing for administrators.
   *
   * @throws ForbiddenException for all others
   */
  public void requireAdministrator(Audit.Deed deed, String on) {
    if (!principal.administrator()) {
      Audit.refused(principal, deed, on);
      throw new ForbiddenException("Access forbidden: only administrators may do this.");
    }
  }

  /** Makes a change; one that may have been made although it failed stands in the audit as well. */
  public <T> T known(Supplier<T> change, Audit.Deed deed, String on) {
    try {
      return change.get();
    } catch (StoreException e) {
      if (e instanceof UnknownOutcomeException || e.getCause() instanceof UnknownOutcomeException) {
        Audit.unknown(principal, deed, on);
      }
      throw e;
    }
  }
}
