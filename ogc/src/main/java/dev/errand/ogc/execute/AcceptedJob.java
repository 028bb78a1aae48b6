// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Response;
import dev.errand.ogc.JobDocument;
import dev.errand.ogc.JobLinks;
import dev.errand.ogc.JobReader;
import dev.errand.ogc.OgcBody;
import dev.errand.task.Attempt;
import dev.errand.task.Outcome;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import dev.errand.task.TaskStatus;
import dev.errand.task.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The answer to an execution that goes on by itself. */
final class AcceptedJob {

  private AcceptedJob() {}

  /**
   * 201 with the job as it was accepted, however far it is by now: so whoever asks again with the
   * same idempotency key gets the same bytes.
   *
   * @param applied the preferences that are honoured; empty for none
   */
  static Response answer(Task task, JobReader reader, String applied) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Location", JobLinks.address(task, reader.base()));
    if (!applied.isEmpty()) {
      headers.put("Preference-Applied", applied);
    }
    return OgcBody.json(201, JobDocument.of(accepted(task), reader).bytes(), headers);
  }

  private static Task accepted(Task task) {
    Submission submission = task.submission();
    return new Task(
        task.id(),
        submission,
        TaskStatus.WAITING,
        Attempt.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Outcome.PENDING,
        Times.submitted(task.times().submitted()));
  }
}
