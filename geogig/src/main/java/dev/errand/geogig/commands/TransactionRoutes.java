// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig.commands;

import dev.errand.geodata.repository.Repositories;
import dev.errand.geodata.repository.Repository;
import dev.errand.geogig.Body;
import dev.errand.geogig.Format;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** GeoGig's commands that begin and end transactions, and the one that clients send in between. */
record TransactionRoutes(Repositories repositories) {

  /** What GeoGig calls the only branch that a repository has here. */
  private static final String BRANCH = "master";

  List<Route> routes() {
    return List.of(
        Route.changing("GET", "/repos/{repo}/beginTransaction", this::begin),
        Route.changing("GET", "/repos/{repo}/endTransaction", this::end),
        Route.changing("GET", "/repos/{repo}/checkout", this::checkout));
  }

  private Response begin(Request request) throws IOException {
    Format format = Format.of(request);
    Repository repository = repositories.open(request.variable("repo"));
    if (TransactionParameter.of(request, request.query(), repository).isPresent()) {
      throw HttpException.badRequest("Tried to start a transaction within a transaction.");
    }
    return named(format, repository.transactions().begin(request.principal().name()).id());
  }

  private Response end(Request request) throws IOException {
    Format format = Format.of(request);
    Repository repository = repositories.open(request.variable("repo"));
    UUID id = TransactionParameter.required(request, repository);
    if (request.query().isTrue("cancel")) {
      repository.transactions().cancel(id);
    } else {
      repository.transactions().end(id);
    }
    return named(format, id);
  }

  private static Response named(Format format, UUID id) {
    return Body.success(
        format, writer -> writer.object("Transaction").text("ID", id.toString()).endObject());
  }

  /** Changes nothing; clients make sure with it that they are on the branch that there is. */
  private Response checkout(Request request) {
    Format format = Format.of(request);
    Repository repository = repositories.open(request.variable("repo"));
    TransactionParameter.required(request, repository);
    if (!request.query().first("branch").filter(BRANCH::equals).isPresent()) {
      throw HttpException.badRequest(
          "Only the branch '%s' can be checked out; a repository has no other here."
              .formatted(BRANCH));
    }
    return Body.success(
        format,
        writer -> writer.text("OldTarget", "refs/heads/" + BRANCH).text("NewTarget", BRANCH));
  }
}
