// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.ReasonPhrase;
import dev.errand.ogc.JobLinks;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcProblem;
import dev.errand.task.Failure;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Task;
import java.util.Map;
import java.util.Set;

/** What is answered in place of results that there are none of. */
final class EndedBadly {

  /** How the types of failures begin; the name of the exception follows. */
  private static final String TYPE = "urn:errand:failure:";

  /** What operations throw when the inputs cannot be worked with. */
  private static final Set<String> INPUTS =
      Set.of(InvalidInputsException.class.getName(), IllegalArgumentException.class.getName());

  private EndedBadly() {}

  /**
   * Does nothing for a task that succeeded.
   *
   * @param synchronous whether the caller of the execution is still there
   * @throws OgcException for any other
   */
  static void refuse(Task task, String base, boolean synchronous) {
    String id = task.id().key().toString();
    switch (task.status()) {
      case WAITING, RUNNING -> throw OgcException.resultNotReady(id);
      case CANCELLED ->
          throw OgcException.of(
              synchronous ? 409 : 410, "The job '" + id + "' was dismissed and has no results.");
      case FAILED -> throw new OgcException(problem(task, task.failure().orElseThrow(), base));
      case FINISHED -> {
        // Has what there is to have.
      }
    }
  }

  private static OgcProblem problem(Task task, Failure failure, String base) {
    String name = failure.type().substring(failure.type().lastIndexOf('.') + 1);
    int status = INPUTS.contains(failure.type()) ? 400 : 500;
    String detail =
        "%s The log is at %s/log."
            .formatted(
                failure.message().map(EndedBadly::sentence).orElse(name + "."),
                JobLinks.address(task, base));
    return new OgcProblem(
        status,
        TYPE + OutputLinks.encoded(name),
        "The job has failed: " + ReasonPhrase.of(status),
        detail,
        Map.of());
  }

  private static String sentence(String message) {
    String text = message.strip();
    return text.isEmpty() || text.endsWith(".") ? text : text + ".";
  }
}
