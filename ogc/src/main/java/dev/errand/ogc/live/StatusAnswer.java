// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.live;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.Conditions;
import dev.errand.http.OpenAnswers;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.KnownJob;
import dev.errand.ogc.OgcFormat;
import dev.errand.ogc.Preferences;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Task;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers {@code GET /jobs/{id}}: at once, or as a long poll. */
final class StatusAnswer {

  private final Errand errand;
  private final OpenAnswers open;
  private final InstantSource clock;

  StatusAnswer(Errand errand, OpenAnswers open, InstantSource clock) {
    this.errand = errand;
    this.open = open;
    this.clock = clock;
  }

  Response answer(Request request) {
    OgcFormat format = OgcFormat.of(request);
    GuardedErrand guarded = errand.as(request.principal());
    Task task = KnownJob.of(guarded, request.variable("id"));
    JobReader reader = JobReader.of(request);
    TaggedStatus status = tagged(guarded, task, format, reader);
    Map<String, String> headers = new HashMap<>(request.elsewhere(task.id()));
    Preferences preferences = Preferences.of(request);
    if (preferences.polling().isPresent()) {
      LongPoll poll =
          new LongPoll(
              guarded, now -> tagged(guarded, now, format, reader), preferences.untilEnded());
      boolean worthIt = preferences.untilEnded() || !knowsAnother(request, status.tag());
      Optional<TaggedStatus> changed =
          worthIt && !status.isFinal()
              ? poll.await(status, preferences.polling().get(), open)
              : Optional.of(status);
      if (changed.isPresent()) {
        status = changed.get();
        headers.put("Preference-Applied", preferences.appliedPolling());
      }
    }
    return answer(request, status, headers);
  }

  private static TaggedStatus tagged(
      GuardedErrand guarded, Task task, OgcFormat format, JobReader reader) {
    List<AskedQuestion> questions =
        task.asked().questions() > 0 ? guarded.questions(task) : List.of();
    return TaggedStatus.of(
        JobDocument.of(task, reader).asking(questions), format, guarded.outlook(task));
  }

  /** Whether the caller has a document that is not the present one. */
  private static boolean knowsAnother(Request request, String tag) {
    return request.header("If-None-Match").isPresent() && !Conditions.notModified(request, tag);
  }

  private Response answer(Request request, TaggedStatus status, Map<String, String> headers) {
    headers.put("ETag", status.tag());
    headers.put("Cache-Control", "private, no-cache");
    headers.put("Vary", "Accept");
    if (!status.isFinal()) {
      Task task = status.task();
      int seconds =
          NextPoll.seconds(
              task,
              errand.as(request.principal()).typicalDuration(task.operation()),
              clock.instant());
      headers.put("Retry-After", Integer.toString(seconds));
    }
    return Conditions.notModified(request, status.tag())
        ? Response.empty(304, headers)
        : status.answer(headers);
  }
}
