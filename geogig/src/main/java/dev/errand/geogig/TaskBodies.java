// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.GuardedErrand;
import dev.errand.http.RateLimitFields;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Failure;
import dev.errand.task.Outcome;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes tasks as GeoGig does. Also answers routes that start tasks: GeoGig answers a start with
 * the new task.
 */
public final class TaskBodies {

  private final Map<String, ResultBody> results;

  /**
   * @param results by the name of the operation
   */
  public TaskBodies(Map<String, ResultBody> results) {
    this.results = Map.copyOf(results);
  }

  /** A task in the format that the request asks for. */
  public Response answer(Request request, Task task) {
    return answer(Format.of(request), request, task);
  }

  /** One that was just started: 200 as well, with how many more may be where that is limited. */
  public Response started(Request request, GuardedErrand errand, Task task) {
    return answer(request, task).with(RateLimitFields.of(errand.allowances(task)));
  }

  /** The same in a format that was found before. Clients know no members but GeoGig's. */
  Response answer(Format format, Request request, Task task) {
    return Body.of(
        format,
        200,
        request.elsewhere(task.id()),
        writer -> {
          writer.object("task");
          members(writer, task, request.base());
          writer.endObject();
        });
  }

  /** Writes what stands inside a {@code task}. */
  void members(BodyWriter writer, Task task, String base) {
    long number = task.id().number();
    writer.number("id", number).text("status", task.status().name());
    task.submission().transactionId().ifPresent(id -> writer.text("transactionId", id.toString()));
    writer.text("description", task.description());
    writer.self(base + "/tasks/" + number + writer.format().suffix());
    switch (task.outcome()) {
      case Outcome.Pending pending -> progress(writer, task);
      case Outcome.Returned returned -> result(writer, task, base);
      case Outcome.Failed(Failure failure) -> error(writer, failure);
    }
  }

  private static void progress(BodyWriter writer, Task task) {
    Optional<Progress> progress = task.progress().filter(p -> !p.text().isEmpty());
    if (task.status() == TaskStatus.RUNNING && progress.isPresent()) {
      writer
          .object("progress")
          .text("task", progress.get().text())
          .decimal("amount", progress.get().amount())
          .endObject();
    }
  }

  /** A task that was cancelled before it had anything to show has no result, not an empty one. */
  private void result(BodyWriter writer, Task task, String base) {
    @Nullable ResultBody body = results.get(task.operation());
    boolean nothing = task.status() == TaskStatus.CANCELLED && task.result().isEmpty();
    if (body != null && !nothing) {
      writer.object("result");
      body.write(writer, task, base);
      writer.endObject();
    }
  }

  private static void error(BodyWriter writer, Failure failure) {
    writer.object("error");
    if (failure.message().isPresent()) {
      writer.text("message", failure.message().get());
    } else {
      writer.nothing("message");
    }
    writer.cdata("stackTrace", failure.stackTrace()).endObject();
  }
}
