// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.Errand;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Route;
import dev.errand.ogc.OgcRoutes;
import java.time.InstantSource;
import java.util.List;

/** The status of one job, its events and its log. */
public final class JobWatching implements OgcRoutes {

  private final Errand errand;
  private final OpenAnswers open;
  private final InstantSource clock;

  /**
   * @param open the answers that wait; closed by whoever made it
   * @param clock the engine's
   */
  public JobWatching(Errand errand, OpenAnswers open, InstantSource clock) {
    this.errand = errand;
    this.open = open;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/jobs/{id}", new StatusAnswer(errand, open, clock)::answer),
        Route.get("/jobs/{id}/events", new EventsAnswer(errand, open)::answer),
        Route.get("/jobs/{id}/log", new LogAnswer(errand, open)::answer));
  }
}
