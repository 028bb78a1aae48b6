// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.ogc.JobLinks;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.OgcFormat;
import dev.errand.ogc.Preferences;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a task that has ended, put together as the caller of the execution wanted.
 *
 * @param errand as whoever asks now may use it
 * @param process absent if no such operation is registered any more
 * @param synchronous whether this answers the execution itself
 */
record Results(
    GuardedErrand errand, Task task, Optional<OperationInfo> process, boolean synchronous) {

  /**
   * Where the job of a synchronous execution is; a Link header would break the standard's suite.
   */
  static final String JOB = "Errand-Job";

  static Results synchronous(GuardedErrand errand, Task task, OperationInfo process) {
    return new Results(errand, task, Optional.of(process), true);
  }

  /** The answer to an execution whose caller waited. */
  Response answer(Request request, Preferences preferences) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(JOB, JobLinks.address(task, request.base()));
    if (!preferences.appliedSync().isEmpty()) {
      headers.put("Preference-Applied", preferences.appliedSync());
    }
    return answer(request, headers);
  }

  /**
   * The results.
   *
   * @throws OgcException if the task did not succeed
   */
  Response answer(Request request, Map<String, String> headers) {
    EndedBadly.refuse(task, request.base(), synchronous);
    Reply reply = asJson(request) ? Reply.of(task).asDocument() : Reply.of(task);
    List<JobOutput> outputs = new JobOutputs(task, process, errand.outputs(task.id())).of(reply);
    if (outputs.isEmpty()) {
      if (synchronous) {
        return Response.empty(204, headers);
      }
      throw OgcException.resultNotAvailable(task.id().key().toString());
    }
    OutputBodies bodies = new OutputBodies(errand, task, request.base());
    if (reply.packing() == Packing.DOCUMENT) {
      return new ResultsDocument(bodies, reply).answer(outputs, headers);
    }
    if (outputs.stream().allMatch(output -> reply.wish(output.id()).byReference())) {
      Map<String, String> linked = new LinkedHashMap<>(headers);
      linked.put("Link", bodies.links().header(outputs));
      return Response.empty(204, linked);
    }
    return wanted(reply) == 1 && outputs.size() == 1
        ? bodies.whole(outputs.getFirst(), reply.wish(outputs.getFirst().id()), headers)
        : new RelatedParts(bodies, reply).answer(outputs, headers);
  }

  /** How many outputs are asked for, so that the shape of an answer is known before it comes. */
  private int wanted(Reply reply) {
    int declared = process.map(info -> new OutputFormats(info).count()).orElse(1);
    return reply.wishes().isEmpty() ? declared : reply.wishes().size();
  }

  /** Some clients add this to every address and read nothing else. */
  private static boolean asJson(Request request) {
    return request.query().first("f").isPresent() && OgcFormat.of(request) == OgcFormat.JSON;
  }
}
