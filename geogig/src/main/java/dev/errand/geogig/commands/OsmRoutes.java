// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.files.Uploads;
import dev.errand.geodata.osm.OsmImport;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geogig.Format;
import dev.errand.geogig.GeoGigRoutes;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ApiFragment;
import dev.errand.http.HttpException;
import dev.errand.http.Multipart;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.UploadedFile;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GeoGig's commands that import and download OpenStreetMap data. */
public final class OsmRoutes implements GeoGigRoutes {

  private static final String IMPORT = "/repos/{repo}/osm/import";

  private final Errand errand;
  private final TaskBodies bodies;
  private final Uploads uploads;
  private final Repositories repositories;

  public OsmRoutes(Errand errand, TaskBodies bodies, Uploads uploads, Repositories repositories) {
    this.errand = errand;
    this.bodies = bodies;
    this.uploads = uploads;
    this.repositories = repositories;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.changing("GET", IMPORT, this::byUri));
    routes.add(Route.upload("POST", IMPORT, this::posted));
    routes.addAll(new DownloadRoutes(errand, bodies, repositories).routes());
    return routes;
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(OsmRoutes.class, "osm.json"));
  }

  private Response byUri(Request request) {
    return start(request, request.query(), Map.of());
  }

  private Response posted(Request request) throws IOException {
    if (!request.isMultipart()) {
      return start(request, request.query().and(request.form()), Map.of());
    }
    try (Multipart multipart = request.multipart(uploads.receiving())) {
      Parameters parameters = request.query().and(multipart.fields());
      List<UploadedFile> files =
          multipart.files().stream().filter(file -> file.part().equals("fileUpload")).toList();
      if (files.isEmpty() && parameters.first("uri").isPresent()) {
        return start(request, parameters, Map.of());
      }
      if (files.size() != 1) {
        throw HttpException.badRequest(
            "Request must specify one and only one fileUpload in the request body");
      }
      return uploads.startWith(
          files.getFirst().keep(),
          files.getFirst().clientName(),
          upload -> start(request, parameters, Map.of("upload", upload)));
    }
  }

  private Response start(Request request, Parameters parameters, Map<String, String> source) {
    Format.of(request); // refuses an unknown format before there is a task
    refuseUnsupported(parameters);
    Map<String, Object> inputs = new LinkedHashMap<>(source);
    inputs.put("repo", request.variable("repo"));
    inputs.put("add", parameters.isTrue("add"));
    parameters.first("message").ifPresent(message -> inputs.put("message", message));
    if (source.isEmpty()) {
      inputs.put(
          "uri",
          parameters
              .first("uri")
              .filter(uri -> !uri.isEmpty())
              .orElseThrow(() -> HttpException.badRequest("Missing parameter: uri")));
    }
    Submission.Builder submission = Submission.builder(OsmImport.NAME).inputs(Json.of(inputs));
    repositories
        .find(request.variable("repo"))
        .flatMap(repository -> TransactionParameter.of(request, parameters, repository))
        .ifPresent(submission::transactionId);
    GuardedErrand guarded = errand.as(request.principal());
    return bodies.started(request, guarded, guarded.submit(submission.build()));
  }

  private static void refuseUnsupported(Parameters parameters) {
    if (parameters.first("mapping").filter(file -> !file.isEmpty()).isPresent()) {
      throw HttpException.badRequest(
          "The parameter 'mapping' is not supported: data is imported into the layers node and way.");
    }
  }
}
