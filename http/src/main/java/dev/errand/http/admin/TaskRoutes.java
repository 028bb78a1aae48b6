// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.Errand;
import dev.errand.GuardedControl;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What administrators do to tasks: another priority, an end by hand, another run. */
public final class TaskRoutes implements RouteSet {

  private static final int LONGEST_REASON = 1_000;

  private final Function<Request, GuardedControl> control;

  public TaskRoutes(Errand errand) {
    this.control = request -> errand.as(request.principal()).control();
  }

  @Override
  public Dialect dialect() {
    return AdminDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.changing("PUT", "/admin/tasks/{key}/priority", this::prioritize),
        Route.changing("POST", "/admin/tasks/{key}/fail", this::fail),
        Route.changing("POST", "/admin/tasks/{key}/run-again", this::runAgain));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(TaskRoutes.class, "tasks.json"));
  }

  private Response prioritize(Request request) {
    UUID key = key(request);
    GuardedControl guarded = control.apply(request);
    int highest = Submission.HIGHEST_PRIORITY;
    long priority =
        JsonFields.of(request, "priority")
            .number("priority")
            .filter(value -> value >= -highest && value <= highest)
            .orElseThrow(() ->
                JsonFields.wrong(
                    "priority",
                    "must be a whole number from -%d to %d".formatted(highest, highest)));
    Task task =
        guarded
            .prioritize(key, (int) priority)
            .orElseThrow(() ->
                new HttpException(
                    409,
                    "No task %s waits: it has started or ended, or never was.".formatted(key),
                    Map.of()));
    return JsonAnswer.ok(TaskDocument.of(task));
  }

  private Response fail(Request request) {
    UUID key = key(request);
    GuardedControl guarded = control.apply(request);
    String reason = JsonFields.of(request, "reason").text("reason").strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw JsonFields.wrong(
          "reason", "must say why, in at most %d characters".formatted(LONGEST_REASON));
    }
    return JsonAnswer.ok(TaskDocument.of(found(key, guarded.fail(key, reason))));
  }

  private Response runAgain(Request request) {
    UUID key = key(request);
    Task task = found(key, control.apply(request).runAgain(key));
    return JsonAnswer.created(request, TaskDocument.of(task), "jobs", task.id().key().toString());
  }

  private static Task found(UUID key, Optional<Task> task) {
    return task.orElseThrow(() -> noTask(key.toString()));
  }

  private static UUID key(Request request) {
    String text = request.variable("key");
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw noTask(text);
    }
  }

  private static HttpException noTask(String key) {
    return new HttpException(
        404,
        "There is no task '%s': it never was, or is past its retention. A task is named as in /jobs."
            .formatted(key.length() > 60 ? key.substring(0, 60) + "…" : key),
        Map.of());
  }
}
