// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.Accounts;
import dev.errand.access.GuardedAccounts;
import dev.errand.access.PasswordHashes;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Everything below {@code /admin}: users with passwords and tokens, groups with members. */
public final class AdminRoutes implements RouteSet {

  private final Function<Request, GuardedAccounts> accounts;

  /**
   * @param clock from which tokens count their days
   */
  public AdminRoutes(Accounts accounts, PasswordHashes hashes, InstantSource clock) {
    this.accounts = request -> new GuardedAccounts(accounts, hashes, clock, request.principal());
  }

  @Override
  public Dialect dialect() {
    return AdminDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new UserRoutes(accounts).routes());
    routes.addAll(new TokenRoutes(accounts).routes());
    routes.addAll(new GroupRoutes(accounts).routes());
    routes.addAll(new MemberRoutes(accounts).routes());
    return routes;
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(AdminRoutes.class, "api.json"));
  }
}
