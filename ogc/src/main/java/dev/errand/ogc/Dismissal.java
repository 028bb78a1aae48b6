// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.limit.Outlook;
import dev.errand.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Dismisses jobs by the rule of version 2.0 (section 6.4 of the contract): one that has not ended
 * is asked to stop, one that has ended is removed.
 */
final class Dismissal {

  private final Errand errand;
  private final Duration wait;

  /**
   * @param wait how long the answer waits for a job to stop
   */
  Dismissal(Errand errand, Duration wait) {
    this.errand = errand;
    this.wait = wait;
  }

  Response handle(Request request) {
    OgcFormat format = OgcFormat.of(request);
    String id = request.variable("id");
    JobReader reader = JobReader.of(request);
    GuardedErrand errand = this.errand.as(request.principal());
    Task task = KnownJob.of(errand, id);
    JobDocument document =
        task.status().isTerminal()
            ? removed(errand.prune(task.id()).orElseThrow(() -> OgcException.noSuchJob(id)), reader)
            : stopped(
                errand.cancel(task, wait).orElseThrow(() -> OgcException.noSuchJob(id)), reader);
    return OgcBody.of(format, "Job " + task.id().key(), document.bytes());
  }

  /**
   * One that goes on for a moment is called dismissed here, as the standard wants it; one that came
   * to its end before it noticed is called what it is.
   */
  private static JobDocument stopped(Task task, JobReader reader) {
    JobDocument document = JobDocument.of(task, reader);
    return task.status().isTerminal() ? document : document.as(JobStatus.DISMISSED);
  }

  private static JobDocument removed(Task task, JobReader reader) {
    return new JobDocument(
        task,
        JobStatus.DISMISSED,
        Optional.of("Was removed with its log and results."),
        List.of(JobLinks.up(reader.base())),
        reader,
        Outlook.NOTHING,
        List.of());
  }
}
