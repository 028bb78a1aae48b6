// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.Group;
import dev.errand.access.GuardedAccounts;
import dev.errand.access.GuardedGroups;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** Groups. */
final class GroupRoutes {

  private final Function<Request, GuardedAccounts> accounts;

  GroupRoutes(Function<Request, GuardedAccounts> accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/admin/groups", this::list),
        Route.changing("POST", "/admin/groups", this::add),
        Route.get("/admin/groups/{group}", this::find),
        Route.changing("DELETE", "/admin/groups/{group}", this::remove));
  }

  private Response list(Request request) {
    return JsonAnswer.ok(
        Map.of("groups", groups(request).all().stream().map(GroupRoutes::members).toList()));
  }

  private Response find(Request request) {
    return JsonAnswer.ok(members(AddressedGroup.of(request, groups(request))));
  }

  private Response add(Request request) {
    GuardedAccounts guarded = accounts.apply(request);
    guarded.requireAdministrator("groups");
    JsonFields fields = JsonFields.of(request, "name", "id", "project");
    OptionalLong id = fields.number("id").map(OptionalLong::of).orElseGet(OptionalLong::empty);
    Group added = guarded.groups().add(fields.text("name"), id, fields.flag("project"));
    return JsonAnswer.created(request, members(added), "admin", "groups", added.name());
  }

  private Response remove(Request request) {
    GuardedGroups groups = groups(request);
    Group group = AddressedGroup.of(request, groups);
    if (!groups.remove(group)) {
      throw AddressedGroup.gone(group.name());
    }
    return JsonAnswer.done();
  }

  private GuardedGroups groups(Request request) {
    return accounts.apply(request).groups();
  }

  private static Map<String, Object> members(Group group) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", group.id());
    members.put("name", group.name());
    members.put("project", group.project());
    return members;
  }
}
