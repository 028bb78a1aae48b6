// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Account;
import dev.errand.access.Directory;
import dev.errand.access.Group;
import dev.errand.http.Caller;
import dev.errand.http.Principals;
import dev.errand.task.Principal;
import dev.errand.task.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A host's own accounts, whose callers say who they are in a header. */
public final class Village implements Directory, Principals {

  public static final long SPECS = 318;
  public static final long OTHER = 319;
  public static final String HEADER = "X-User";

  private static final List<Account> ACCOUNTS =
      List.of(
          new Account(1, "admin", true),
          new Account(11, "jjones", false),
          new Account(12, "mgr", false),
          new Account(13, "rev", false),
          new Account(14, "out", false));

  private static final Map<String, Role> ROLES =
      Map.of("jjones", Role.CONTRIBUTOR, "mgr", Role.MANAGER, "rev", Role.REVIEWER);

  private final AtomicReference<String> name = new AtomicReference<>("acme-specs");

  /** Calls the group otherwise; its files are the caller's to move. */
  public void rename(String newName) {
    name.set(newName);
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
    return Optional.ofNullable(ROLES.get(account))
        .map(role -> Map.of(SPECS, role))
        .orElse(Map.of());
  }

  private Stream<Group> groups() {
    return Stream.of(new Group(SPECS, name.get(), false), new Group(OTHER, "acme-other", false));
  }

  @Override
  public Optional<Group> group(String name) {
    return groups().filter(group -> group.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Group> group(long id) {
    return groups().filter(group -> group.id() == id).findFirst();
  }

  @Override
  public Caller of(HttpServletRequest request) {
    Optional<Principal> principal =
        Optional.ofNullable(request.getHeader(HEADER)).flatMap(this::principal);
    return principal.map(known -> new Caller(known, Caller.Proof.GIVEN)).orElse(Caller.ANONYMOUS);
  }

  @Override
  public String challenge() {
    return "Basic realm=\"PageSeeder\"";
  }
}
