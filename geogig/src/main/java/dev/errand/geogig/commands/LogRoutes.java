// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.LogRange;
import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.geogig.Body;
import dev.errand.geogig.Format;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** GeoGig's command that lists the revisions of a repository, newest first. */
record LogRoutes(Repositories repositories) {

  /** What the client would be told wrongly if it were ignored. */
  private static final List<String> UNSUPPORTED =
      List.of("path", "sinceTime", "untilTime", "countChanges", "returnRange", "summary");

  List<Route> routes() {
    return List.of(Route.get("/repos/{repo}/log", this::log));
  }

  private Response log(Request request) {
    Format format = Format.of(request);
    Parameters parameters = request.query();
    Repository repository = repositories.open(request.variable("repo"));
    refuseUnsupported(parameters);
    Optional<UUID> transaction = TransactionParameter.of(request, parameters, repository);
    LogRange range = LogParameters.range(parameters);
    LogRange.Page page = range.of(repository, transaction);
    return Body.success(
        format,
        writer -> {
          writer.array("commit");
          for (Revision revision : page.revisions()) {
            writer.item();
            RepositoryBodies.commit(writer, revision);
            writer.endObject();
          }
          writer.endArray();
          if (page.more()) {
            writer.bool("nextPage", true);
          }
        });
  }

  private static void refuseUnsupported(Parameters parameters) {
    for (String name : UNSUPPORTED) {
      Optional<String> value = parameters.first(name).filter(text -> !text.isEmpty());
      if (value.filter(text -> !text.equalsIgnoreCase("false")).isPresent()) {
        throw HttpException.badRequest(
            "The parameter '%s' is not supported: the log lists whole revisions.".formatted(name));
      }
    }
  }
}
