// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.Errand;
import dev.errand.GuardedLimits;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.limit.Limit;
import dev.errand.limit.Limits;
import dev.errand.limit.Rate;
import dev.errand.limit.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How many tasks may run and wait, to be seen and changed by administrators. */
public final class LimitRoutes implements RouteSet {

  private final Function<Request, GuardedLimits> limits;

  public LimitRoutes(Errand errand) {
    this.limits = request -> errand.as(request.principal()).limits();
  }

  @Override
  public Dialect dialect() {
    return AdminDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/admin/limits", this::list),
        Route.get("/admin/limits/{scope}", this::find),
        Route.changing("PUT", "/admin/limits/{scope}", this::set),
        Route.changing("DELETE", "/admin/limits/{scope}", this::reset),
        Route.changing("POST", "/admin/operations/{name}/pause", this::pause),
        Route.changing("POST", "/admin/operations/{name}/resume", this::resume));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(LimitRoutes.class, "limits.json"));
  }

  private Response list(Request request) {
    GuardedLimits guarded = limits.apply(request);
    Limits now = guarded.now();
    Stream<Scope> scopes =
        Stream.concat(
            now.set().keySet().stream(), now.paused().stream().map(Scope.OfOperation::new));
    List<LimitDocument> documents = LimitDocument.all(scopes, guarded);
    return JsonAnswer.ok(Map.of("sharedBy", now.sharedBy().word(), "limits", documents));
  }

  private Response find(Request request) {
    GuardedLimits guarded = limits.apply(request);
    return JsonAnswer.ok(LimitDocument.all(Stream.of(scope(request)), guarded).getFirst());
  }

  private Response set(Request request) {
    GuardedLimits guarded = limits.apply(request);
    Scope scope = scope(request);
    JsonFields fields =
        JsonFields.of(request, "concurrency", "concurrencyPerNode", "waiting", "rate", "weight");
    guarded.set(scope, limit(fields));
    return JsonAnswer.ok(LimitDocument.all(Stream.of(scope), guarded).getFirst());
  }

  private Response reset(Request request) {
    limits.apply(request).reset(scope(request));
    return JsonAnswer.done();
  }

  private Response pause(Request request) {
    limits.apply(request).pause(request.variable("name"));
    return JsonAnswer.done();
  }

  private Response resume(Request request) {
    limits.apply(request).resume(request.variable("name"));
    return JsonAnswer.done();
  }

  private static Scope scope(Request request) {
    return Scope.read(request.variable("scope"))
        .orElseThrow(() ->
            new HttpException(
                404,
                "There is no such scope; there are all, users, groups, operation:NAME,"
                    + " user:NAME and group:NUMBER.",
                Map.of()));
  }

  private static Limit limit(JsonFields fields) {
    Limit limit = Limit.NONE;
    limit = with(fields, "concurrency", limit, limit::concurrency);
    limit = with(fields, "concurrencyPerNode", limit, limit::concurrencyPerNode);
    limit = with(fields, "waiting", limit, limit::waiting);
    limit = with(fields, "weight", limit, weight(limit));
    Optional<String> rate = fields.optionalText("rate");
    try {
      return rate.isEmpty() ? limit : limit.rate(Rate.valueOf(rate.get()));
    } catch (IllegalArgumentException e) {
      throw JsonFields.wrong("rate", "is how many starts in what time, such as 60/1m");
    }
  }

  private static Function<Long, Limit> weight(Limit limit) {
    return weight -> limit.weight(Math.clamp(weight, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static Limit with(
      JsonFields fields, String name, Limit otherwise, Function<Long, Limit> change) {
    try {
      return fields.number(name).map(change).orElse(otherwise);
    } catch (IllegalArgumentException e) {
      throw JsonFields.wrong(
          name, name.equals("weight") ? "must be from 1 to 1000" : "must be 1 or more");
    }
  }
}
