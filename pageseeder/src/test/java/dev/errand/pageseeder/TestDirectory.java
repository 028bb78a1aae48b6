// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.access.Account;
import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.task.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts and groups that a test knows by heart. */
final class TestDirectory implements Directory {

  static final Group LOCAL = new Group(5, "test-local5", false);
  static final Group OTHER = new Group(6, "test-other", false);

  private static final List<Group> GROUPS = List.of(LOCAL, OTHER);
  private static final List<Account> ACCOUNTS =
      List.of(
          new Account(1, "jjones", false),
          new Account(2, "mgr", false),
          new Account(3, "rev", false),
          new Account(4, "gst", false),
          new Account(5, "out", false),
          new Account(6, "admin", true),
          new Account(7, "app", false),
          new Account(8, "mod", false),
          new Account(9, "john.doe", false));

  private final Map<String, Map<Long, Role>> roles = new HashMap<>();

  TestDirectory() {
    local("jjones", Role.CONTRIBUTOR);
    local("mgr", Role.MANAGER);
    local("rev", Role.REVIEWER);
    local("gst", Role.GUEST);
    local("app", Role.APPROVER);
    local("mod", Role.MODERATOR);
    local("john.doe", Role.CONTRIBUTOR);
  }

  private void local(String account, Role role) {
    roles.put(account, Map.of(LOCAL.id(), role));
  }

  @Override
  public boolean hasAccounts() {
    return true;
  }

  @Override
  public Optional<Account> account(String name) {
    return ACCOUNTS.stream().filter(account -> account.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Account> account(long id) {
    return ACCOUNTS.stream().filter(account -> account.id() == id).findFirst();
  }

  @Override
  public Map<Long, Role> roles(String account) {
    return roles.getOrDefault(account, Map.of());
  }

  @Override
  public Optional<Group> group(String name) {
    return GROUPS.stream().filter(group -> group.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Group> group(long id) {
    return GROUPS.stream().filter(group -> group.id() == id).findFirst();
  }
}
