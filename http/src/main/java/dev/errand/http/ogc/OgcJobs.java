// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.ogc;

import dev.errand.Errand;
import dev.errand.http.Dialect;
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
    return List.of();
  }
}
