// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.access.GuardedAccounts;
import dev.errand.access.GuardedTokens;
import dev.errand.access.NewToken;
import dev.errand.access.Tokens.Token;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tokens of users. */
final class TokenRoutes {

  private static final String TOKENS = "/admin/users/{name}/tokens";

  private final Function<Request, GuardedAccounts> accounts;

  TokenRoutes(Function<Request, GuardedAccounts> accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get(TOKENS, this::list),
        Route.changing("POST", TOKENS, this::add),
        Route.changing("DELETE", TOKENS + "/{id}", this::revoke));
  }

  private Response list(Request request) {
    List<Map<String, Object>> tokens =
        accounts.apply(request).tokens().of(request.variable("name")).stream()
            .map(TokenRoutes::members)
            .toList();
    return JsonAnswer.ok(Map.of("tokens", tokens));
  }

  private Response add(Request request) {
    GuardedAccounts guarded = accounts.apply(request);
    String name = guarded.find(request.variable("name")).name();
    JsonFields fields = JsonFields.of(request, "label", "days");
    String label = fields.optionalText("label").orElse("");
    NewToken added = guarded.tokens().add(name, label, validity(fields));
    Map<String, Object> members = members(added.token());
    members.put("token", added.secret().text());
    return JsonAnswer.created(
        request, members, "admin", "users", name, "tokens", added.token().id());
  }

  private Response revoke(Request request) {
    String id = request.variable("id");
    if (!accounts.apply(request).tokens().revoke(request.variable("name"), id)) {
      throw HttpException.notFound("The user has no token '" + id + "'.");
    }
    return JsonAnswer.done();
  }

  private static Duration validity(JsonFields fields) {
    return fields
        .number("days")
        .map(days -> Duration.ofDays(Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE)))
        .orElse(GuardedTokens.USUAL_VALIDITY);
  }

  private static Map<String, Object> members(Token token) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", token.id());
    members.put("label", token.label());
    members.put("created", token.created().toString());
    members.put("expires", token.expires().toString());
    return members;
  }
}
