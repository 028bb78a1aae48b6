// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.access.Action;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.KnownJob;
import dev.errand.task.Task;
import java.util.Map;
import java.util.Optional;

/** Answers {@code GET /jobs/{id}/events}. */
final class EventsAnswer {

  private static final String TYPE = "text/event-stream";

  private final Errand errand;
  private final OpenAnswers open;

  EventsAnswer(Errand errand, OpenAnswers open) {
    this.errand = errand;
    this.open = open;
  }

  Response answer(Request request) {
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    EventPosition position = EventPosition.of(request);
    if (position.ended() && task.status().isTerminal()) {
      // By this browsers know that they need not come back.
      return Response.empty(204, Map.of());
    }
    if (request.isHead()) {
      return new Response.Stream(TYPE, Following.HEADERS, _ -> {});
    }
    JobReader reader = JobReader.of(request);
    Optional<LogPages> log =
        guarded.allows(Action.READ_LOG, task)
            ? Optional.of(new LogPages(guarded, task.id(), position.line()))
            : Optional.empty();
    Following following = Following.begin(guarded, task.id(), open);
    return new Response.Stream(
        TYPE,
        Following.HEADERS,
        out -> {
          try (following) {
            following.show(
                new EventStream(new EventWriter(out), reader, log, position, guarded::questions));
          }
        });
  }
}
