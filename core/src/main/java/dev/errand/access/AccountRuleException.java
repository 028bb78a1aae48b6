// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.ErrandException;

/** As the accounts are now, this change would leave them in a state that must not be. */
public final class AccountRuleException extends ErrandException {

  private static final long serialVersionUID = 1;

  public AccountRuleException(String message) {
    super(message);
  }
}
