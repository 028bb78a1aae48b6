// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.Errand;
import dev.errand.http.Route;
import java.time.Duration;
import java.util.List;

/**
 * The jobs of OGC API – Processes. Every task is a job, whatever started it. The status of one is
 * answered by {@link dev.errand.ogc.live.JobWatching}.
 */
public final class OgcJobs implements OgcRoutes {

  private final Errand errand;
  private final Duration cancelWait;

  /**
   * @param cancelWait how long the answer to a dismissal waits for the job to stop
   */
  public OgcJobs(Errand errand, Duration cancelWait) {
    this.errand = errand;
    this.cancelWait = cancelWait;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/jobs", new JobList(errand)::handle),
        Route.changing("DELETE", "/jobs/{id}", new Dismissal(errand, cancelWait)::handle));
  }
}
