// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.document.Document;
import dev.errand.http.Parameters;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Role;
import dev.errand.task.Submission;
import dev.errand.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * PageSeeder's service that moves a document, at once, or a folder, by a thread. Both parameters
 * for the destination take the id of a folder of the same group; that of the documents folder
 * itself is what PageSeeder calls a group URI.
 */
public final class MoveRoutes implements PageSeederRoutes {

  private static final String MOVE = "/members/{member}/groups/{group}/uris/{uri}/move";
  private static final String WRAPPER = "uri-move";

  private final Services services;
  private final ThreadBodies bodies;
  private final DocumentMove documentMove;

  public MoveRoutes(Services services, GroupKeeping keeping, ThreadBodies bodies) {
    this.services = services;
    this.bodies = bodies;
    this.documentMove = new DocumentMove(keeping);
  }

  @Override
  public List<Route> routes() {
    return services.changing("POST", MOVE, GroupRefusals.told(this::move));
  }

  private Response move(ServiceCall call) throws IOException {
    call.requireRole(Role.CONTRIBUTOR);
    Parameters parameters = call.parameters();
    if (parameters.isTrue("comment-groups")) {
      call.requireRole(Role.MANAGER); // there are no comments that could go along
    }
    GroupMove.Inputs inputs =
        new GroupMove.Inputs(
            call.group().id(),
            call.uri().id(),
            destination(parameters),
            parameters.first("name").filter(name -> !name.isBlank()));
    if (call.uri().folder()) {
      Submission.Builder submission =
          Submission.builder(GroupMove.NAME).group(call.group().id()).inputs(inputs);
      Task task = call.errand().submit(submission.build());
      return bodies.started(call, Optional.of(WRAPPER), task);
    }
    Document moved = documentMove.move(inputs);
    UriElement element = UriElement.of(call.group(), call.request());
    return bodies.answer(
        call.request(),
        WRAPPER,
        writer -> {
          element.write(writer.open("uri"), moved);
          writer.close();
        });
  }

  private static long destination(Parameters parameters) {
    String given =
        parameters
            .first("destination-uri")
            .or(() -> parameters.first("destination-guri"))
            .filter(value -> !value.isBlank())
            .orElseThrow(() ->
                new ServiceException(
                    400,
                    "0201",
                    "The parameter 'destination-uri' or 'destination-guri' is required: the id of"
                        + " a folder."));
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw GroupRefusal.UNKNOWN_URI.because("The destination is not the id of a folder.");
    }
  }
}
