// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.geopackage;

import dev.errand.Errand;
import dev.errand.Json;
import dev.errand.Submission;
import dev.errand.Task;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.http.geogig.Format;
import dev.errand.http.geogig.GeoGigDialect;
import dev.errand.http.geogig.ResultBody;
import dev.errand.http.geogig.TaskBodies;
import dev.errand.operations.repository.RepositoryRefusals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** GeoGig's command that exports a repository as a GeoPackage. */
public final class ExportRoutes implements RouteSet {

  private static final String EXPORT = "/repos/{repo}/export";

  /** How GeoGig calls a GeoPackage in links. */
  private static final String LINK_TYPE = "application/octet-stream;type=geopackage";

  private final Errand errand;
  private final TaskBodies bodies;

  public ExportRoutes(Errand errand, TaskBodies bodies) {
    this.errand = errand;
    this.bodies = bodies;
  }

  /** The result of an export: a link to its file. */
  public static ResultBody result() {
    return (writer, task, base) ->
        writer.link(base + "/tasks/" + task.id().number() + "/download", LINK_TYPE);
  }

  @Override
  public Dialect dialect() {
    return GeoGigDialect.INSTANCE;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.changing("GET", EXPORT, RepositoryRefusals.told(this::start)));
  }

  private Response start(Request request) {
    Format.of(request); // refuses an unknown format before there is a task
    Parameters parameters = request.query();
    String format =
        given(parameters, "format")
            .orElseThrow(() -> HttpException.badRequest("output format not provided"));
    if (!format.equalsIgnoreCase("gpkg")) {
      throw HttpException.badRequest("Unsupported output format: " + format);
    }
    refuseUnsupported(parameters);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("repo", request.variable("repo"));
    given(parameters, "root").ifPresent(root -> inputs.put("root", root));
    given(parameters, "path").ifPresent(path -> inputs.put("path", layers(path)));
    Submission.Builder submission =
        Submission.builder(GeoPackageExport.NAME).inputs(Json.of(inputs));
    Task task = errand.as(request.principal()).submit(submission.build());
    return bodies.answer(request, task);
  }

  private static Optional<String> given(Parameters parameters, String name) {
    return parameters.first(name).filter(value -> !value.isBlank());
  }

  private static List<String> layers(String path) {
    return Stream.of(path.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static void refuseUnsupported(Parameters parameters) {
    if (given(parameters, "bbox").isPresent()) {
      throw HttpException.badRequest(
          "The parameter 'bbox' is not supported yet: an export holds whole layers.");
    }
    if (parameters.isTrue("interchange")) {
      throw HttpException.badRequest(
          "The parameter 'interchange' is not supported yet: an export is a plain GeoPackage.");
    }
  }
}
