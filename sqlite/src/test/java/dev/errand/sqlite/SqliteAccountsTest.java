// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.access.Accounts;
import dev.errand.testkit.AccountsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The accounts keep the contract of all accounts. */
class SqliteAccountsTest extends AccountsContract {

  @TempDir Path folder;

  @Override
  protected Accounts open() {
    return SqliteAccounts.in(folder);
  }
}
