// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.access.Accounts;
import dev.errand.access.Group;
import dev.errand.access.InvalidNameException;
import dev.errand.access.NameInUseException;
import dev.errand.task.Role;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class GroupTests extends AccountsTests {

  GroupTests(Supplier<Accounts> medium) {
    super(medium);
  }

  @Test
  void atFirstThereIsNone() {
    assertThat(accounts.groups()).isEmpty();
    assertThat(accounts.group("team")).isEmpty();
    assertThat(accounts.group(1)).isEmpty();
    assertThat(accounts.removeGroup(1)).isFalse();
    assertThat(accounts.renameGroup(1, "team")).isEmpty();
    assertThat(accounts.members(1)).isEmpty();
  }

  @Test
  void aGroupIsFoundByNameAndId() {
    Group project = accounts.addGroup("test", OptionalLong.empty(), true);
    Group group = accounts.addGroup("test-local5", OptionalLong.of(731), false);

    assertThat(project).isEqualTo(new Group(project.id(), "test", true));
    assertThat(group).isEqualTo(new Group(731, "test-local5", false));
    assertThat(accounts.group("test")).contains(project);
    assertThat(accounts.group(731)).contains(group);
    assertThat(accounts.groups()).containsExactly(project, group);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Team", "a b", "12", "~a", "a-", "-a", "a--b", "a/b", "../a", "a.b"})
  void namesThatNoGroupCanHaveAreRefused(String name) {
    long group = group("team").id();

    assertThatThrownBy(() -> group(name)).isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> accounts.renameGroup(group, name))
        .isInstanceOf(InvalidNameException.class);
    assertThat(accounts.group(name)).isEmpty();
    assertThat(accounts.group(group).map(Group::name)).contains("team");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Group.HIGHEST_ID + 1})
  void idsThatNoGroupCanHaveAreRefused(long id) {
    assertThatThrownBy(() -> accounts.addGroup("team", OptionalLong.of(id), false))
        .isInstanceOf(InvalidNameException.class);
    assertThat(accounts.group("team")).isEmpty();
  }

  @Test
  void namesAndIdsAreTakenOnce() {
    accounts.addGroup("team", OptionalLong.of(7), false);

    assertThatThrownBy(() -> group("team"))
        .isInstanceOf(NameInUseException.class)
        .hasMessageContaining("'team'");
    assertThatThrownBy(() -> accounts.addGroup("other", OptionalLong.of(7), false))
        .isInstanceOf(NameInUseException.class)
        .hasMessageContaining("7");
    assertThat(accounts.groups()).hasSize(1);
  }

  @Test
  void idsAreNeverUsedAgain() {
    accounts.addGroup("asked", OptionalLong.of(7), false);
    long next = group("given").id();
    assertThat(accounts.removeGroup(7)).isTrue();
    assertThat(accounts.removeGroup(next)).isTrue();

    assertThatThrownBy(() -> accounts.addGroup("asked", OptionalLong.of(7), false))
        .isInstanceOf(NameInUseException.class);
    assertThat(group("asked").id()).isGreaterThan(next);
    assertThat(accounts.group(7)).isEmpty();
  }

  @Test
  void aNewNameKeepsTheRest() {
    Group project = accounts.addGroup("old", OptionalLong.empty(), true);
    group("other");
    accounts.add("ann", HASH, false);
    accounts.setRole(project.id(), "ann", Role.MANAGER);
    assertThat(accounts.group("old")).isPresent();

    Group renamed = accounts.renameGroup(project.id(), "archive-old").orElseThrow();

    assertThat(renamed).isEqualTo(new Group(project.id(), "archive-old", true));
    assertThat(accounts.group("old")).isEmpty();
    assertThat(accounts.group("archive-old")).contains(renamed);
    assertThat(accounts.roles("ann")).isEqualTo(Map.of(project.id(), Role.MANAGER));
    assertThatThrownBy(() -> accounts.renameGroup(project.id(), "other"))
        .isInstanceOf(NameInUseException.class);
    assertThat(accounts.renameGroup(project.id(), "archive-old")).contains(renamed);
    assertThat(group("old").id()).as("the old name is free").isNotEqualTo(project.id());
  }

  @Test
  void aRemovedGroupIsGoneWithItsMemberships() {
    Group group = group("team");
    accounts.add("ann", HASH, false);
    accounts.setRole(group.id(), "ann", Role.MANAGER);
    assertThat(accounts.group(group.id())).contains(group);

    assertThat(accounts.removeGroup(group.id())).isTrue();

    assertThat(accounts.removeGroup(group.id())).isFalse();
    assertThat(accounts.group("team")).isEmpty();
    assertThat(accounts.group(group.id())).isEmpty();
    assertThat(accounts.roles("ann")).isEmpty();
    assertThat(accounts.members(group.id())).isEmpty();
    assertThat(accounts.setRole(group.id(), "ann", Role.GUEST)).isFalse();
    assertThat(accounts.renameGroup(group.id(), "back")).isEmpty();
    assertThat(accounts.members(group("team").id())).isEmpty();
  }
}
