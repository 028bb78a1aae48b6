// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Problem;
import dev.errand.http.ReasonPhrase;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Errors as problem details (RFC 9457) of the type {@code about:blank}. */
final class AdminDialect implements Dialect {

  static final AdminDialect INSTANCE = new AdminDialect();

  private AdminDialect() {}

  @Override
  public String name() {
    return "admin";
  }

  /** None: names of users have dots. */
  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(AdminDialect.class, "dialect.json"));
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    Problem problem = Problem.of(error);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", ReasonPhrase.of(problem.status()));
    members.put("status", problem.status());
    if (!problem.message().isEmpty()) {
      members.put("detail", problem.message());
    }
    return JsonAnswer.of(
        problem.status(), "application/problem+json", Json.of(members), problem.headers());
  }
}
