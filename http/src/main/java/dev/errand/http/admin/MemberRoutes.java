// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.Account;
import dev.errand.access.Group;
import dev.errand.access.GuardedAccounts;
import dev.errand.access.GuardedGroups;
import dev.errand.access.Membership;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.task.Role;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Members of groups. */
final class MemberRoutes {

  private static final String MEMBERS = "/admin/groups/{group}/members";

  private final Function<Request, GuardedAccounts> accounts;

  MemberRoutes(Function<Request, GuardedAccounts> accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get(MEMBERS, this::list),
        Route.changing("PUT", MEMBERS + "/{user}", this::set),
        Route.changing("DELETE", MEMBERS + "/{user}", this::end));
  }

  private Response list(Request request) {
    GuardedGroups groups = accounts.apply(request).groups();
    List<Membership> members = groups.members(AddressedGroup.of(request, groups));
    return JsonAnswer.ok(Map.of("members", members.stream().map(MemberRoutes::member).toList()));
  }

  private Response set(Request request) {
    GuardedAccounts guarded = accounts.apply(request);
    GuardedGroups groups = guarded.groups();
    Group group = AddressedGroup.of(request, groups);
    Account account = guarded.find(request.variable("user"));
    if (!groups.setRole(group, account.name(), role(request))) {
      throw HttpException.notFound("The user or the group has just been removed.");
    }
    return JsonAnswer.done();
  }

  private Response end(Request request) {
    GuardedGroups groups = accounts.apply(request).groups();
    Group group = AddressedGroup.of(request, groups);
    String user = request.variable("user");
    if (!groups.removeMember(group, user)) {
      throw HttpException.notFound(
          "'%s' is no member of the group '%s'.".formatted(user, group.name()));
    }
    return JsonAnswer.done();
  }

  private static Role role(Request request) {
    return Role.of(JsonFields.of(request, "role").text("role"))
        .orElseThrow(() ->
            JsonFields.wrong(
                "role",
                "must be one of "
                    + Arrays.stream(Role.values())
                        .map(Role::word)
                        .collect(Collectors.joining(", "))));
  }

  private static Map<String, Object> member(Membership membership) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("user", membership.account());
    members.put("role", membership.role().word());
    return members;
  }
}
