// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import dev.errand.access.Accounts;
import org.junit.jupiter.api.Nested;

/**
 * What everything that keeps {@link Accounts} must do, as tests. A test class extends this and says
 * how to open them, as with {@link StoreContract}. Each test begins on an empty medium of its own.
 */
public abstract class AccountsContract {

  /** For subclasses. */
  protected AccountsContract() {}

  /**
   * Accounts on the medium of the running test, those that were opened there before still open. If
   * they are {@link AutoCloseable} they are closed after the test.
   */
  protected abstract Accounts open();

  @Nested
  class OfAccounts extends AccountTests {
    OfAccounts() {
      super(AccountsContract.this::open);
    }
  }

  @Nested
  class OfGroups extends GroupTests {
    OfGroups() {
      super(AccountsContract.this::open);
    }
  }

  @Nested
  class OfMemberships extends MembershipTests {
    OfMemberships() {
      super(AccountsContract.this::open);
    }
  }

  @Nested
  class OfTokens extends TokenTests {
    OfTokens() {
      super(AccountsContract.this::open);
    }
  }

  @Nested
  class Shared extends SharedAccountsTests {
    Shared() {
      super(AccountsContract.this::open);
    }
  }
}
