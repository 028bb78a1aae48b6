// SPDX-License-Identifier: Apache-2.0
package dev.errand.access;

import dev.errand.task.Role;
import java.util.Map;
import java.util.Optional;

/** The directory of a host that has no users. */
final class Nobody implements Directory {

  @Override
  public boolean hasAccounts() {
    return false;
  }

  @Override
  public Optional<Account> account(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Account> account(long id) {
    return Optional.empty();
  }

  @Override
  public Map<Long, Role> roles(String account) {
    return Map.of();
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
