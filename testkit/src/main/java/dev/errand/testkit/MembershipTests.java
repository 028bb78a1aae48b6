// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.access.Membership;
import dev.errand.task.Role;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class MembershipTests extends AccountsTests {

  MembershipTests(Supplier<Accounts> medium) {
    super(medium);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyRoleIsKept(Role role) {
    Group group = group("team");
    accounts.add("ann", HASH, false);
    assertThat(accounts.roles("ann")).isEmpty();

    assertThat(accounts.setRole(group.id(), "ann", role)).isTrue();

    assertThat(accounts.roles("ann")).isEqualTo(Map.of(group.id(), role));
    assertThat(accounts.members(group.id())).containsExactly(new Membership("team", "ann", role));
  }

  @Test
  void aMemberHasOneRole() {
    Group group = group("team");
    accounts.add("ann", HASH, false);
    accounts.setRole(group.id(), "ann", Role.MANAGER);

    assertThat(accounts.setRole(group.id(), "ann", Role.GUEST)).isTrue();

    assertThat(accounts.members(group.id()))
        .containsExactly(new Membership("team", "ann", Role.GUEST));
  }

  @Test
  void membersAreListedByAccountAndOfOneGroupOnly() {
    long team = group("team").id();
    long other = group("other").id();
    for (String name : new String[] {"zoe", "ann", "max"}) {
      accounts.add(name, HASH, false);
      accounts.setRole(team, name, Role.REVIEWER);
    }
    accounts.setRole(other, "max", Role.MANAGER);

    assertThat(accounts.members(team))
        .extracting(Membership::account)
        .containsExactly("ann", "max", "zoe");
    assertThat(accounts.members(other))
        .containsExactly(new Membership("other", "max", Role.MANAGER));
    assertThat(accounts.roles("max")).isEqualTo(Map.of(team, Role.REVIEWER, other, Role.MANAGER));
  }

  @Test
  void nobodyJoinsWhatIsNotThere() {
    long group = group("team").id();
    accounts.add("ann", HASH, false);

    assertThat(accounts.setRole(group, "ben", Role.GUEST)).isFalse();
    assertThat(accounts.setRole(group + 1, "ann", Role.GUEST)).isFalse();
    assertThat(accounts.members(group)).isEmpty();
    assertThat(accounts.roles("ann")).isEmpty();
  }

  @Test
  void aMembershipEnds() {
    long team = group("team").id();
    long other = group("other").id();
    accounts.add("ann", HASH, false);
    accounts.setRole(team, "ann", Role.MANAGER);
    accounts.setRole(other, "ann", Role.MANAGER);

    assertThat(accounts.removeMember(team, "ann")).isTrue();

    assertThat(accounts.removeMember(team, "ann")).isFalse();
    assertThat(accounts.removeMember(team, "ben")).isFalse();
    assertThat(accounts.roles("ann")).isEqualTo(Map.of(other, Role.MANAGER));
  }
}
