// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.ogc;

import dev.errand.Errand;
import dev.errand.Task;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import java.util.List;

/** The jobs of OGC API – Processes. Every task is a job, whatever started it. */
public final class OgcJobs implements RouteSet {

  private final Errand errand;

  public OgcJobs(Errand errand) {
    this.errand = errand;
  }

  @Override
  public Dialect dialect() {
    return OgcDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/jobs/{id}", this::status));
  }

  private Response status(Request request) {
    OgcFormat format = OgcFormat.of(request);
    Task task = KnownJob.of(errand.as(request.principal()), request.variable("id"));
    return OgcBody.of(
        format, "Job " + task.id().key(), JobDocument.of(task, request.base()).bytes());
  }
}
