// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.Errand;
import dev.errand.GuardedErrand;
import dev.errand.geodata.geopackage.BoundingBox;
import dev.errand.geodata.geopackage.GeoPackageDiff;
import dev.errand.geodata.geopackage.GeoPackageExport;
import dev.errand.geogig.Format;
import dev.errand.geogig.GeoGigRoutes;
import dev.errand.geogig.ResultBody;
import dev.errand.geogig.TaskBodies;
import dev.errand.http.ApiFragment;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.task.Json;
import dev.errand.task.Submission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** GeoGig's commands that export a revision, or what changed between two, as a GeoPackage. */
public final class ExportRoutes implements GeoGigRoutes {

  private static final String EXPORT = "/repos/{repo}/export";
  private static final String DIFF = "/repos/{repo}/export-diff";

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
  public List<Route> routes() {
    return List.of(
        Route.changing("GET", EXPORT, this::export), Route.changing("GET", DIFF, this::diff));
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(ExportRoutes.class, "geopackage.json"));
  }

  private Response export(Request request) {
    Parameters parameters = checked(request);
    refuseInterchange(parameters);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("repo", request.variable("repo"));
    given(parameters, "root").ifPresent(root -> inputs.put("root", root));
    given(parameters, "path").ifPresent(path -> inputs.put("path", layers(path)));
    given(parameters, "bbox").map(ExportRoutes::box).ifPresent(box -> inputs.put("bbox", box));
    return start(request, GeoPackageExport.NAME, inputs);
  }

  private Response diff(Request request) {
    Parameters parameters = checked(request);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("repo", request.variable("repo"));
    given(parameters, "oldRef").ifPresent(ref -> inputs.put("oldRef", ref));
    given(parameters, "newRef").ifPresent(ref -> inputs.put("newRef", ref));
    given(parameters, "path").ifPresent(path -> inputs.put("path", layers(path)));
    return start(request, GeoPackageDiff.NAME, inputs);
  }

  private Response start(Request request, String operation, Map<String, Object> inputs) {
    Submission.Builder submission = Submission.builder(operation).inputs(Json.of(inputs));
    GuardedErrand guarded = errand.as(request.principal());
    return bodies.started(request, guarded, guarded.submit(submission.build()));
  }

  /** Refuses what needs no task to be refused. */
  private static Parameters checked(Request request) {
    Format.of(request);
    Parameters parameters = request.query();
    String format =
        given(parameters, "format")
            .orElseThrow(() -> HttpException.badRequest("output format not provided"));
    if (!format.equalsIgnoreCase("gpkg")) {
      throw HttpException.badRequest("Unsupported output format: " + format);
    }
    return parameters;
  }

  private static String box(String text) {
    try {
      BoundingBox.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> given(Parameters parameters, String name) {
    return parameters.first(name).filter(value -> !value.isBlank());
  }

  private static List<String> layers(String path) {
    return Stream.of(path.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static void refuseInterchange(Parameters parameters) {
    if (parameters.isTrue("interchange")) {
      throw HttpException.badRequest(
          "The parameter 'interchange' is not supported yet: an export is a plain GeoPackage,"
              + " without the log of changes that GeoGig adds.");
    }
  }
}
