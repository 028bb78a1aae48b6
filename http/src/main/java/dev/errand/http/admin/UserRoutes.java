// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.Account;
import dev.errand.access.GuardedAccounts;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Users and their passwords. */
final class UserRoutes {

  private final Function<Request, GuardedAccounts> accounts;

  UserRoutes(Function<Request, GuardedAccounts> accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/admin/users", this::list),
        Route.changing("POST", "/admin/users", this::add),
        Route.get("/admin/users/{name}", this::find),
        Route.changing("DELETE", "/admin/users/{name}", this::remove),
        Route.changing("PUT", "/admin/users/{name}/password", this::password));
  }

  private Response list(Request request) {
    return JsonAnswer.ok(Map.of("users", accounts.apply(request).all()));
  }

  private Response find(Request request) {
    return JsonAnswer.ok(accounts.apply(request).find(request.variable("name")));
  }

  private Response add(Request request) {
    GuardedAccounts guarded = accounts.apply(request);
    guarded.requireAdministrator("users");
    JsonFields fields = JsonFields.of(request, "name", "password", "administrator");
    Account added =
        guarded.add(fields.text("name"), fields.text("password"), fields.flag("administrator"));
    return JsonAnswer.created(request, added, "admin", "users", added.name());
  }

  private Response remove(Request request) {
    accounts.apply(request).remove(request.variable("name"), false);
    return JsonAnswer.done();
  }

  /** Administrators need not know the current password; others say it. */
  private Response password(Request request) {
    GuardedAccounts guarded = accounts.apply(request);
    Account account = guarded.find(request.variable("name"));
    JsonFields fields = JsonFields.of(request, "password", "current");
    String password = fields.text("password");
    Optional<String> current = fields.optionalText("current");
    if (current.isPresent()) {
      guarded.password(account.name(), current.get(), password);
    } else if (request.principal().administrator()) {
      guarded.password(account.name(), password);
    } else {
      throw JsonFields.wrong("current", "is missing; it is the password that you have now");
    }
    return JsonAnswer.done();
  }
}
