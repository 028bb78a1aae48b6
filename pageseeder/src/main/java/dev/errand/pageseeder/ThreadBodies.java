// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.RateLimitFields;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Failure;
import dev.errand.task.Progress;
import dev.errand.task.Task;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes tasks as PageSeeder's threads, and the answers of services. Safe for all threads as far as
 * the contents are.
 */
public final class ThreadBodies {

  private final Map<String, ThreadContent> contents;

  /**
   * @param contents by the name of the operation
   */
  public ThreadBodies(Map<String, ThreadContent> contents) {
    this.contents = Map.copyOf(contents);
  }

  /**
   * The answer of a service that started a task: 202, with how many more may be started where that
   * is limited.
   *
   * @param wrapper the document element around the thread; absent where the thread is it
   */
  public Response started(ServiceCall call, Optional<String> wrapper, Task task) {
    Request request = call.request();
    Response thread =
        ServiceBody.of(
            ServiceFormat.of(request),
            202,
            request.elsewhere(task.id()),
            writer -> {
              wrapper.ifPresent(writer::open);
              write(writer.open("thread"), task);
              writer.close();
              wrapper.ifPresent(name -> writer.close());
            });
    return thread.with(RateLimitFields.of(call.errand().allowances(task)));
  }

  /** The thread alone: 200. */
  Response progress(Request request, Task task) {
    return answer(request, "thread", request.elsewhere(task.id()), writer -> write(writer, task));
  }

  /**
   * The answer of a service that did its work at once: 200.
   *
   * @param content what stands in the document element
   */
  public Response answer(Request request, String documentElement, Consumer<ServiceWriter> content) {
    return answer(request, documentElement, Map.of(), content);
  }

  private static Response answer(
      Request request,
      String documentElement,
      Map<String, String> headers,
      Consumer<ServiceWriter> content) {
    return ServiceBody.of(
        ServiceFormat.of(request),
        200,
        headers,
        writer -> {
          writer.open(documentElement);
          content.accept(writer);
          writer.close();
        });
  }

  /** Writes what stands in an element that is a thread. All five attributes are always there. */
  void write(ServiceWriter writer, Task task) {
    String name = OneLine.of(task.description());
    writer
        .attribute("id", ThreadWords.id(task.id().key()))
        .attribute("name", name.isEmpty() ? task.operation() : name)
        .attribute("username", task.submission().owner().orElse(""))
        .attribute("groupid", task.submission().group().orElse(-1))
        .attribute("status", ThreadWords.status(task));
    String message = message(task);
    if (!message.isEmpty()) {
      writer.text("message", message);
    }
    @Nullable ThreadContent content = contents.get(task.operation());
    if (content != null) {
      content.write(writer, task);
    } else {
      task.progress().ifPresent(progress -> progress(writer, progress));
    }
  }

  private static String message(Task task) {
    Optional<Failure> failure = task.failure();
    return failure.isPresent()
        ? OneLine.first(failure.get().message().orElse(""))
        : task.progress().map(progress -> OneLine.of(progress.text())).orElse("");
  }

  /** Only where the operation said how much there is. */
  private static void progress(ServiceWriter writer, Progress progress) {
    double total = Math.ceil(progress.total().orElse(Double.NaN));
    if (total >= 0 && total < Long.MAX_VALUE && !Double.isNaN(progress.amount())) {
      long current = (long) Math.clamp(Math.floor(progress.amount()), 0, total);
      writer
          .open("progress")
          .attribute("total", (long) total)
          .attribute("current", current)
          .close();
    }
  }
}
