// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Principal;

/** Lets a principal change accounts or not, and audits both. */
final class Doorkeeper {

  private final Accounts accounts;
  private final Principal principal;

  Doorkeeper(Accounts accounts, Principal principal) {
    this.accounts = accounts;
    this.principal = principal;
  }

  /**
   * Does nothing for administrators.
   *
   * @throws ForbiddenException for all others
   */
  void requireAdministrator(String on) {
    new Audited(principal).requireAdministrator(Audit.Deed.CHANGE_ACCOUNT, on);
  }

  /**
   * The name of the account as it is written, if it is the principal's own or the principal an
   * administrator.
   *
   * @throws ForbiddenException if not, whether or not there is such an account
   * @throws UnknownAccountException if there is none
   */
  String requireSelf(String account, String on) {
    boolean own =
        principal.name().isPresent() && principal.name().get().equals(Account.normalised(account));
    if (!own && !principal.administrator()) {
      throw refused(on, "only administrators may do this with accounts of others");
    }
    return accounts
        .account(account)
        .map(Account::name)
        .orElseThrow(() -> new UnknownAccountException("There is no user '" + account + "'."));
  }

  /** Whether what it does to its own account needs a proof that it is no borrowed session. */
  boolean mustProveItself() {
    return !principal.administrator();
  }

  ForbiddenException refused(String on, String why) {
    Audit.refused(principal, Audit.Deed.CHANGE_ACCOUNT, on);
    return new ForbiddenException("Access forbidden: " + why + ".");
  }

  void done(String what) {
    Audit.done(principal, Audit.Deed.CHANGE_ACCOUNT, what);
  }
}
