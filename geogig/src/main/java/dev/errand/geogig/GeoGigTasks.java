// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.ApiFragment;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks of GeoGig's web API: list, status with cancel and prune, download. */
public final class GeoGigTasks implements GeoGigRoutes {

  private final Errand errand;
  private final TaskBodies bodies;
  private final Duration cancelWait;

  /**
   * @param cancelWait how long the answer to a cancel waits for the task to end
   */
  public GeoGigTasks(Errand errand, TaskBodies bodies, Duration cancelWait) {
    this.errand = errand;
    this.bodies = bodies;
    this.cancelWait = cancelWait;
  }

  @Override
  public List<Route> routes() {
    TaskList list = new TaskList(errand, bodies);
    TaskFile file = new TaskFile(errand);
    return List.of(
        Route.get("/tasks", list::handle),
        Route.get("/tasks/{id}", this::status),
        Route.get("/tasks/{id}/download", file::handle));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(GeoGigTasks.class, "api.json"));
  }

  private Response status(Request request) {
    Format format = Format.of(request);
    String id = request.variable("id");
    boolean cancel = !request.isHead() && request.query().isTrue("cancel");
    boolean prune = !request.isHead() && request.query().isTrue("prune");
    if (cancel || prune) {
      request.requireOwnSite();
    }
    GuardedErrand errand = this.errand.as(request.principal());
    Task task = find(errand, id).orElseThrow(() -> HttpException.notFound(notFound(id)));
    if (cancel && !task.status().isTerminal()) {
      task =
          errand.cancel(task, cancelWait).orElseThrow(() -> HttpException.notFound(notFound(id)));
    }
    if (prune) {
      task = errand.prune(task.id()).orElse(task);
    }
    return bodies.answer(format, request, task);
  }

  /** The task whose number an address spells, in exactly one way: no leading zeros, no signs. */
  static Optional<Task> find(GuardedErrand errand, String id) {
    @Nullable Long number = number(id);
    return number == null ? Optional.empty() : errand.task(number);
  }

  static String notFound(String id) {
    return "Task not found: " + id;
  }

  private static @Nullable Long number(String id) {
    int length = id.length();
    if (length == 0 || length > 18 || id.charAt(0) == '0') {
      return null;
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      int digit = id.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
