// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.files.Uploads;
import dev.errand.geodata.geopackage.GeoPackageImport;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GeoGig's command that imports a GeoPackage. Parameters that it does not know are ignored. */
public final class ImportRoutes implements GeoGigRoutes {

  private static final String IMPORT = "/repos/{repo}/import";
  private static final String FILE = "fileUpload";

  private static final List<String> TEXTS =
      List.of("layer", "dest", "fidAttribute", "root", "message", "authorName", "authorEmail");

  private static final List<String> SWITCHES =
      List.of("add", "alter", "forceFeatureType", "interchange");

  private final Errand errand;
  private final TaskBodies bodies;
  private final Uploads uploads;
  private final Repositories repositories;

  public ImportRoutes(
      Errand errand, TaskBodies bodies, Uploads uploads, Repositories repositories) {
    this.errand = errand;
    this.bodies = bodies;
    this.uploads = uploads;
    this.repositories = repositories;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.upload("POST", IMPORT, this::posted));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(ImportRoutes.class, "geopackage.json"));
  }

  private Response posted(Request request) throws IOException {
    repositories.open(request.variable("repo"));
    if (!request.isMultipart()) {
      return start(request, request.query().and(request.form()), Optional.empty());
    }
    try (Multipart multipart = request.multipart(uploads.receiving())) {
      Parameters parameters = request.query().and(multipart.fields());
      List<UploadedFile> files =
          multipart.files().stream().filter(file -> file.part().equals(FILE)).toList();
      if (files.size() != 1) {
        return start(request, parameters, Optional.empty());
      }
      requireGeoPackage(parameters);
      return uploads.startWith(
          files.getFirst().keep(),
          files.getFirst().clientName(),
          upload -> start(request, parameters, Optional.of(upload)));
    }
  }

  /** Without a file the task fails, and not the request, because GeoGig does so. */
  private Response start(Request request, Parameters parameters, Optional<String> upload) {
    Format.of(request); // refuses an unknown format before there is a task
    requireGeoPackage(parameters);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("repo", request.variable("repo"));
    upload.ifPresent(name -> inputs.put("upload", name));
    for (String name : TEXTS) {
      parameters
          .first(name)
          .filter(value -> !value.isBlank())
          .ifPresent(value -> inputs.put(name, value));
    }
    for (String name : SWITCHES) {
      inputs.put(name, parameters.isTrue(name));
    }
    Submission.Builder submission =
        Submission.builder(GeoPackageImport.NAME).inputs(Json.of(inputs));
    Repository repository = repositories.open(request.variable("repo"));
    TransactionParameter.of(request, parameters, repository).ifPresent(submission::transactionId);
    GuardedErrand guarded = errand.as(request.principal());
    return bodies.started(request, guarded, guarded.submit(submission.build()));
  }

  private static void requireGeoPackage(Parameters parameters) {
    String format =
        parameters
            .first("format")
            .filter(value -> !value.isBlank())
            .orElseThrow(() -> HttpException.badRequest("missing required 'format' parameter"));
    if (!format.equals("gpkg")) {
      throw HttpException.badRequest("Unsupported input format: '" + format + "'");
    }
  }
}
