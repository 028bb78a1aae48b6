// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who an owner is by the accounts that there are. */
class OwnersTest {

  private static final Optional<String> NOBODY = Optional.empty();
  private static final Optional<String> ANN = Optional.of("ann");
  private static final Optional<String> BEN = Optional.of("ben");

  /** One administrator, and roles of somebody without an account. */
  private record OneAccount(boolean hasAccounts) implements Directory {

    @Override
    public Optional<Account> account(String name) {
      return hasAccounts && name.equals("ann")
          ? Optional.of(new Account(1, "ann", true))
          : Optional.empty();
    }

    @Override
    public Optional<Account> account(long id) {
      return account("ann").filter(found -> found.id() == id);
    }

    @Override
    public Map<Long, Role> roles(String account) {
      return Map.of(5L, Role.REVIEWER);
    }

    @Override
    public Optional<Group> group(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Group> group(long id) {
      return Optional.empty();
    }
  }

  private static Principal roles(String name, boolean administrator) {
    return new Principal(Optional.of(name), administrator, Map.of(5L, Role.REVIEWER));
  }

  @Test
  void withAccountsAnOwnerIsWhomTheAccountIs() {
    Owners owners = Owners.in(new OneAccount(true), false);
    assertThat(owners.principal(ANN)).contains(roles("ann", true));
    assertThat(owners.principal(BEN)).isEmpty();
    assertThat(owners.principal(NOBODY)).isEmpty();
  }

  @Test
  void whomOnlyTheHostKnowsIsNoAdministrator() {
    Owners owners = Owners.in(new OneAccount(true), true);
    assertThat(owners.principal(BEN)).contains(roles("ben", false));
    assertThat(owners.principal(NOBODY)).isEmpty();
  }

  @Test
  void withoutAccountsNobodyIsTheOnePersonThatThereIs() {
    Owners owners = Owners.in(new OneAccount(false), false);
    assertThat(owners.principal(NOBODY)).contains(Principal.LOCAL);
    assertThat(owners.principal(ANN)).contains(roles("ann", false));
  }
}
