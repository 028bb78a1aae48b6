// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.InvalidNameException;
import dev.errand.access.NameInUseException;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class AccountTests extends AccountsTests {

  private static final String COMPOSED = "Ren\u00e9e";
  private static final String DECOMPOSED = "Rene\u0301e";

  AccountTests(Supplier<Accounts> medium) {
    super(medium);
  }

  @Test
  void atFirstThereIsNobody() {
    assertThat(accounts.hasAccounts()).isFalse();
    assertThat(accounts.accounts()).isEmpty();
    assertThat(accounts.account("ann")).isEmpty();
    assertThat(accounts.account(1)).isEmpty();
    assertThat(accounts.principal("ann")).isEmpty();
    assertThat(accounts.roles("ann")).isEmpty();
    assertThat(accounts.passwordHash("ann")).isEmpty();
    assertThat(accounts.passwordHash("ann", HASH)).isFalse();
    assertThat(accounts.remove("ann")).isFalse();
    assertThat(accounts.hasAccounts()).isFalse();
  }

  @Test
  void whoIsAddedIsFound() {
    Account ann = accounts.add("ann", HASH, true);
    Account ben = accounts.add("ben", "{test}other", false);

    assertThat(ann).isEqualTo(new Account(ann.id(), "ann", true));
    assertThat(ben).isEqualTo(new Account(ben.id(), "ben", false));
    assertThat(accounts.hasAccounts()).isTrue();
    assertThat(accounts.account("ann")).contains(ann);
    assertThat(accounts.account(ben.id())).contains(ben);
    assertThat(accounts.passwordHash("ben")).contains("{test}other");
    assertThat(accounts.principal("ann")).contains(Principal.administrator("ann"));
    assertThat(accounts.principal("ben")).contains(Principal.user("ben"));
  }

  @Test
  void listsGoByName() {
    for (String name : new String[] {"zoe", "ann", "Max", "ben"}) {
      accounts.add(name, HASH, false);
    }

    assertThat(accounts.accounts()).extracting(Account::name).isSorted().hasSize(4);
  }

  @Test
  void lettersOfAnotherCaseAreAnotherName() {
    accounts.add("ann", HASH, false);

    assertThat(accounts.account("Ann")).isEmpty();
    assertThat(accounts.add("Ann", HASH, false).id()).isNotEqualTo(1);
  }

  @Test
  void aNameIsTheSameHoweverItsAccentsAreWritten() {
    Account added = accounts.add(DECOMPOSED, HASH, false);
    long group = group("team").id();

    assertThat(added.name()).isEqualTo(COMPOSED);
    assertThat(accounts.account(COMPOSED)).contains(added);
    assertThat(accounts.account(DECOMPOSED)).contains(added);
    assertThatThrownBy(() -> accounts.add(COMPOSED, HASH, false))
        .isInstanceOf(NameInUseException.class);
    assertThat(accounts.setRole(group, DECOMPOSED, Role.GUEST)).isTrue();
    assertThat(accounts.roles(DECOMPOSED)).isEqualTo(Map.of(group, Role.GUEST));
    assertThat(accounts.removeMember(group, DECOMPOSED)).isTrue();
    assertThat(accounts.passwordHash(DECOMPOSED, "{test}other")).isTrue();
    assertThat(accounts.passwordHash(DECOMPOSED)).contains("{test}other");
    assertThat(accounts.remove(DECOMPOSED)).isTrue();
    assertThat(accounts.account(COMPOSED)).isEmpty();
  }

  @Test
  void aNameThatSomebodyHasIsRefusedAndChangesNothing() {
    accounts.add("ann", HASH, false);

    assertThatThrownBy(() -> accounts.add("ann", "{test}other", true))
        .isInstanceOf(NameInUseException.class)
        .hasMessageContaining("'ann'");
    assertThat(accounts.passwordHash("ann")).contains(HASH);
    assertThat(accounts.principal("ann")).contains(Principal.user("ann"));
    assertThat(accounts.accounts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "123", ".a", "-a", "a/b", "a\u0000", "a:b", "\u0301a"})
  void namesThatNobodyCanHaveAreRefused(String name) {
    assertThatThrownBy(() -> accounts.add(name, HASH, false))
        .isInstanceOf(InvalidNameException.class);
    assertThat(accounts.account(name)).isEmpty();
  }

  @Test
  void namesHaveALength() {
    assertThat(accounts.add("a".repeat(100), HASH, false).name()).hasSize(100);
    assertThatThrownBy(() -> accounts.add("b".repeat(101), HASH, false))
        .isInstanceOf(InvalidNameException.class);
    assertThat(accounts.account("a".repeat(100_000))).isEmpty();
    assertThat(accounts.account("'; DROP TABLE account; --")).isEmpty();
  }

  @Test
  void aPasswordIsReplaced() {
    accounts.add("ann", HASH, false);
    assertThat(accounts.passwordHash("ann")).contains(HASH);

    assertThat(accounts.passwordHash("ann", "{test}new")).isTrue();

    assertThat(accounts.passwordHash("ann")).contains("{test}new");
  }

  @Test
  void idsAreNeverUsedAgain() {
    Account first = accounts.add("ann", HASH, false);
    assertThat(accounts.remove("ann")).isTrue();
    Account second = accounts.add("ann", HASH, false);

    assertThat(first.id()).isPositive();
    assertThat(second.id()).isGreaterThan(first.id());
    assertThat(accounts.account(first.id())).isEmpty();
    assertThat(accounts.account(second.id())).contains(second);
  }

  @Test
  void whoIsRemovedIsGoneWithEverything() {
    accounts.add("ann", HASH, true);
    accounts.add("ben", HASH, true);
    long group = group("team").id();
    accounts.setRole(group, "ann", Role.MANAGER);
    accounts.setRole(group, "ben", Role.GUEST);
    assertThat(accounts.principal("ann")).isPresent();

    assertThat(accounts.remove("ann")).isTrue();

    assertThat(accounts.remove("ann")).isFalse();
    assertThat(accounts.principal("ann")).isEmpty();
    assertThat(accounts.passwordHash("ann")).isEmpty();
    assertThat(accounts.members(group)).extracting(m -> m.account()).containsExactly("ben");
    accounts.add("ann", HASH, false);
    assertThat(accounts.principal("ann")).contains(Principal.user("ann"));
    assertThat(accounts.remove("ben")).isTrue();
    assertThat(accounts.remove("ann")).isTrue();
    assertThat(accounts.hasAccounts()).isFalse();
  }

  @Test
  void aPrincipalHasTheRolesOfTheMoment() {
    accounts.add("ann", HASH, false);
    long one = group("one").id();
    long two = group("two").id();
    accounts.setRole(one, "ann", Role.GUEST);
    accounts.setRole(two, "ann", Role.APPROVER);
    assertThat(accounts.principal("ann"))
        .contains(
            new Principal(Optional.of("ann"), false, Map.of(one, Role.GUEST, two, Role.APPROVER)));

    accounts.setRole(one, "ann", Role.MANAGER);
    accounts.removeMember(two, "ann");

    assertThat(accounts.principal("ann"))
        .contains(new Principal(Optional.of("ann"), false, Map.of(one, Role.MANAGER)));
  }
}
