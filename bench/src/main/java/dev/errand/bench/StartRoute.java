// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import dev.errand.Errand;
import dev.errand.geogig.GeoGigDialect;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.Dialect;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Starts the operation that does nothing; the body holds its inputs. */
final class StartRoute implements RouteSet {

  static final String PATH = "/start.json";

  /** A start. */
  static final byte[] START = Requests.post(PATH, NoOp.INPUTS);

  private final Errand errand;
  private final TaskBodies bodies;

  StartRoute(Errand errand, TaskBodies bodies) {
    this.errand = errand;
    this.bodies = bodies;
  }

  @Override
  public Dialect dialect() {
    return GeoGigDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.changing("POST", "/start", this::start));
  }

  private Response start(Request request) {
    Json inputs = new Json(new String(request.body(), StandardCharsets.UTF_8));
    return bodies.answer(request, errand.submit(Submission.of(NoOp.NAME, inputs)));
  }
}
