// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.TaskId;
import dev.errand.task.UnknownOutcomeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Addresses and error bodies of OGC API – Processes; an address has no suffix here. */
public final class OgcDialect implements Dialect {

  /** It has no state. */
  public static final OgcDialect INSTANCE = new OgcDialect();

  private static final List<String> ROOTS =
      List.of("conformance", "api", "processes", "jobs", "schedules");

  private OgcDialect() {}

  @Override
  public String name() {
    return "ogc";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of();
  }

  @Override
  public List<String> roots() {
    return ROOTS;
  }

  @Override
  public Optional<ApiFragment> described() {
    return Optional.of(new ApiFragment(OgcDialect.class, "api.json"));
  }

  @Override
  public Optional<String> address(TaskId task) {
    return Optional.of(JobLinks.path(task));
  }

  @Override
  public Response refuse(Request request, Throwable error) {
    OgcProblem problem =
        error instanceof UnknownOutcomeException unknown
            ? OgcProblem.unknown(unknown, request.base())
            : OgcProblem.of(error);
    return problem.answer(request);
  }
}
