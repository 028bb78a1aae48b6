// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geodata.repository.Revision;
import dev.errand.geogig.Body;
import dev.errand.geogig.Format;
import dev.errand.geogig.GeoGigRoutes;
import dev.errand.http.ApiFragment;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GeoGig's commands about repositories: make one, list all, look at one, log, transactions. */
public final class RepositoryRoutes implements GeoGigRoutes {

  /** How many revisions a look at a repository shows. */
  private static final int LAST_REVISIONS = 10;

  private final Repositories repositories;

  public RepositoryRoutes(Repositories repositories) {
    this.repositories = repositories;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/repos", this::list));
    routes.add(Route.get("/repos/{repo}", this::look));
    routes.add(Route.changing("PUT", "/repos/{repo}/init", this::init));
    routes.addAll(new LogRoutes(repositories).routes());
    routes.addAll(new TransactionRoutes(repositories).routes());
    return routes;
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(RepositoryRoutes.class, "repository.json"));
  }

  private Response list(Request request) throws IOException {
    List<Repository> all = new ArrayList<>();
    for (String name : repositories.list()) {
      repositories.find(name).ifPresent(all::add);
    }
    String base = request.base();
    return Body.of(
        Format.of(request),
        writer -> {
          writer.object("repos").array("repo");
          for (Repository repository : all) {
            writer.item();
            RepositoryBodies.reference(writer, repository, base);
            writer.endObject();
          }
          writer.endArray().endObject();
        });
  }

  private Response look(Request request) {
    Format format = Format.of(request);
    Repository repository = repositories.open(request.variable("repo"));
    List<Revision> log = repository.log(LAST_REVISIONS);
    Optional<Revision> head = log.stream().findFirst();
    String base = request.base();
    return Body.of(
        format,
        writer -> {
          writer.object("repository");
          RepositoryBodies.reference(writer, repository, base);
          writer.text("location", repository.uri().toString());
          head.ifPresent(revision -> {
            writer.text("head", revision.id());
            RepositoryBodies.layers(writer, revision);
          });
          writer.array("commit");
          for (Revision revision : log) {
            writer.item();
            RepositoryBodies.commit(writer, revision);
            writer.endObject();
          }
          writer.endArray().endObject();
        });
  }

  private Response init(Request request) throws IOException {
    Format format = Format.of(request);
    String base = request.base();
    Repository made = repositories.init(request.variable("repo"));
    return Body.of(
        format,
        201,
        Map.of("Location", base + "/repos/" + made.name()),
        writer -> {
          writer.object("response").bool("success", true).object("repo");
          RepositoryBodies.reference(writer, made, base);
          writer.endObject().endObject();
        });
  }
}
