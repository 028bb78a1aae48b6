// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.ogc.KnownJob;
import dev.errand.task.Task;
import dev.errand.task.TaskView;
import dev.errand.task.Watch;
import java.util.List;
import java.util.Map;

/** Answers {@code GET /jobs/{id}/log}. */
final class LogAnswer {

  private final Errand errand;
  private final OpenAnswers open;

  LogAnswer(Errand errand, OpenAnswers open) {
    this.errand = errand;
    this.open = open;
  }

  Response answer(Request request) {
    LogFormat format = LogFormat.of(request);
    LogQuery query = LogQuery.of(request);
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    // Whoever may not read it must be told before the answer begins.
    List<?> _ = guarded.log(task.id(), query.from(), 1);
    LogPages pages = new LogPages(guarded, task.id(), query.from() - 1);
    if (request.isHead()) {
      return new Response.Stream(format.contentType(), Map.of(), _ -> {});
    }
    return query.follow()
        ? followed(format, query, pages, Following.begin(guarded, task.id(), open))
        : whole(format, query, pages, lastLine(guarded, task));
  }

  private static Response followed(
      LogFormat format, LogQuery query, LogPages pages, Following following) {
    return new Response.Stream(
        format.contentType(),
        Following.HEADERS,
        out -> {
          try (following) {
            following.show(new LogWriter(out, format, query, pages));
          }
        });
  }

  /** Up to what is there now: a log that grows faster than it is read would never end. */
  private static Response whole(LogFormat format, LogQuery query, LogPages pages, long last) {
    return new Response.Stream(
        format.contentType(),
        Map.of(),
        out -> new LogWriter(out, format, query, pages).write(last));
  }

  private static long lastLine(GuardedErrand errand, Task task) {
    try (Watch watch = errand.watch(task.id())) {
      return watch.view().map(TaskView::lastLine).orElse(0L);
    }
  }
}
