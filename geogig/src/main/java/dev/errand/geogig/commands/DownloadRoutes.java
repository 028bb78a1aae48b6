// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.geodata.osm.OsmDownload;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geogig.Format;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GeoGig's command that downloads OpenStreetMap data. */
record DownloadRoutes(Errand errand, TaskBodies bodies, Repositories repositories) {

  private static final List<String> TEXTS = List.of("bbox", "filter", "mapping", "message");

  List<Route> routes() {
    return List.of(Route.changing("GET", "/repos/{repo}/osm/download", this::start));
  }

  private Response start(Request request) {
    Format.of(request); // refuses an unknown format before there is a task
    Parameters parameters = request.query();
    Repository repository = repositories.open(request.variable("repo"));
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("repo", repository.name());
    inputs.put("update", parameters.isTrue("update"));
    inputs.put("rebase", parameters.isTrue("rebase"));
    for (String name : TEXTS) {
      parameters
          .first(name)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> inputs.put(name, text));
    }
    Submission.Builder submission = Submission.builder(OsmDownload.NAME).inputs(Json.of(inputs));
    TransactionParameter.of(request, parameters, repository).ifPresent(submission::transactionId);
    GuardedErrand guarded = errand.as(request.principal());
    return bodies.started(request, guarded, submitted(guarded, submission.build()));
  }

  /** Clients of GeoGig know the reasons by their texts alone. */
  private static Task submitted(GuardedErrand guarded, Submission submission) {
    try {
      return guarded.submit(submission);
    } catch (InvalidInputsException e) {
      throw HttpException.badRequest(e.problems().getFirst().message());
    }
  }
}
