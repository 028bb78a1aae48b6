// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.ReasonPhrase;
import dev.errand.ogc.JobLinks;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcProblem;
import dev.errand.task.Task;
import java.util.Map;

/** What callers of executions are told while nobody knows how much of them was stored. */
final class Uncertain {

  private Uncertain() {}

  /** To be repeated with its idempotency key, which finds what was stored. */
  static OgcException untilRepeated() {
    return new OgcException(
        new OgcProblem(
            503,
            OgcProblem.UNTYPED,
            ReasonPhrase.of(503),
            "The task store is out of order at the moment. Try again later with the same"
                + " Idempotency-Key: what was stored is found, and nothing is done twice.",
            Map.of("Retry-After", "5")));
  }

  /** The job is there, but perhaps nobody will be told of it. */
  static OgcException subscriber(Task task, String base) {
    String job = JobLinks.address(task, base);
    return new OgcException(
        OgcProblem.outcomeUnknown(
            "The job "
                + job
                + " was stored; do not execute it again. The database did not answer in time, so it"
                + " is not known whether its subscriber will be told: look at "
                + job
                + "/deliveries, or at the job itself."));
  }
}
