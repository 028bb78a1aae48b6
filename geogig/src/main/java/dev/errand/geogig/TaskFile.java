// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Download;
import dev.errand.task.Failure;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.Task;
import java.util.List;

/**
 * The file that a task left. A task of GeoGig's has one; of several, the first by name is meant.
 */
final class TaskFile {

  private final Errand errand;

  TaskFile(Errand errand) {
    this.errand = errand;
  }

  Response handle(Request request) {
    Format.ofFileError(request);
    String id = request.variable("id");
    GuardedErrand errand = this.errand.as(request.principal());
    Task task = GeoGigTasks.find(errand, id).orElseThrow(() -> unknown(id));
    return switch (task.outcome()) {
      case Outcome.Pending pending ->
          throw new FileRefusal(417, "Task is not yet finished: " + task.status());
      case Outcome.Failed(Failure failure) ->
          throw new FileRefusal(500, "Error getting command result: " + cause(failure));
      case Outcome.Returned returned -> file(errand, task);
    };
  }

  private static Response file(GuardedErrand errand, Task task) {
    List<Output> outputs = errand.outputs(task.id());
    if (outputs.isEmpty()) {
      throw new FileRefusal(400, "Task result is not a file");
    }
    Output file = outputs.getFirst();
    Download download = errand.download(task.id(), file.name()).orElseThrow(TaskFile::gone);
    return new Response.File(download, MediaTypes.of(file));
  }

  private static FileRefusal unknown(String id) {
    return new FileRefusal(404, GeoGigTasks.notFound(id));
  }

  private static FileRefusal gone() {
    return new FileRefusal(400, "Result file does not exist or is not accessible");
  }

  private static String cause(Failure failure) {
    return failure.message().map(message -> failure.type() + ": " + message).orElse(failure.type());
  }
}
