// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

import dev.errand.access.Accounts;
import dev.errand.testkit.AccountsContract;

/** The accounts keep the contract of all accounts. */
class PostgresAccountsTest extends AccountsContract {

  private final PostgresSettings settings = Database.fresh();

  @Override
  protected Accounts open() {
    return PostgresAccounts.at(settings);
  }
}
