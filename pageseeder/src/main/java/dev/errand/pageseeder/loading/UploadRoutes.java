// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.loading;

import dev.errand.access.Account;
import dev.errand.http.Multipart;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.UploadedFile;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceException;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.pageseeder.groups.DocumentPath;
import dev.errand.task.Role;
import dev.errand.task.StoreException;
import dev.errand.task.StoreUnreachableException;
import dev.errand.task.UnknownOutcomeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads into loading zones: one file as the body of a PUT or POST, or any number as
 * multipart/form-data. Group, member and file name stand in the query, for multipart in fields too.
 */
public final class UploadRoutes implements PageSeederRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
  private static final List<String> PLACES =
      List.of(
          "/ps/servlet/upload",
          "/upload",
          "/ps/service/upload",
          "/ps/api/upload",
          "/service/upload");

  private final Services services;
  private final ThreadBodies bodies;
  private final LoadingSite site;

  public UploadRoutes(Services services, ThreadBodies bodies, LoadingSite site) {
    this.services = services;
    this.bodies = bodies;
    this.site = site;
  }

  @Override
  public List<Route> routes() {
    return PLACES.stream()
        .flatMap(place ->
            Stream.of(
                Route.upload("PUT", place, this::upload),
                Route.upload("POST", place, this::upload)))
        .toList();
  }

  private Response upload(Request request) throws Exception {
    try {
      return LoadingRefusals.told(() -> request.isMultipart() ? multipart(request) : raw(request));
    } catch (StoreUnreachableException | UnknownOutcomeException away) {
      throw away;
    } catch (StoreException full) {
      LOG.error("An upload could not be stored", full);
      throw new ServiceException(
          507, "E507", "The upload could not be stored. The disk of the server may be full.");
    }
  }

  private Response raw(Request request) throws Exception {
    Upload upload = opened(services.call(request, request.query()));
    String path = path(upload.call().parameters(), Optional.empty());
    upload.receiving(site).raw(request.stream(), path);
    return upload.answer(bodies, List.of(path));
  }

  private Response multipart(Request request) throws Exception {
    if (request.query().first("group").isPresent()) {
      opened(services.call(request, request.query())); // refuses before the body comes in
    } else {
      requireAnyGroup(request);
    }
    try (Multipart multipart = request.multipart(site.zones().receiving())) {
      Upload upload = opened(services.call(request, request.query().and(multipart.fields())));
      List<String> paths = new ArrayList<>();
      for (UploadedFile file : multipart.files()) {
        String name = multipart.files().size() == 1 ? "" : file.clientName();
        Parameters parameters = name.isEmpty() ? upload.call().parameters() : Parameters.NONE;
        paths.add(path(parameters, Optional.of(file.clientName())));
      }
      if (paths.isEmpty()) {
        throw new ServiceException(400, "E400", "The request body has no part that is a file.");
      }
      Receiving receiving = upload.receiving(site);
      for (int i = 0; i < paths.size(); i++) {
        receiving.take(multipart.files().get(i).path(), paths.get(i));
      }
      return upload.answer(bodies, paths);
    }
  }

  /** Whoever can upload nowhere need not send anything. */
  private static void requireAnyGroup(Request request) {
    boolean some =
        request.principal().administrator()
            || request.principal().roles().values().stream()
                .anyMatch(role -> role.isAtLeast(Role.CONTRIBUTOR));
    if (!some) {
      throw new ServiceException(403, "0101", "Access forbidden");
    }
  }

  private Upload opened(ServiceCall call) {
    call.required("group");
    call.requireRole(Role.CONTRIBUTOR);
    if (call.parameters().isTrue("autoload")) {
      throw new ServiceException(
          400,
          "E400",
          "The parameter autoload is not supported: upload into the loading zone and start loading.");
    }
    long member =
        call.member()
            .or(() -> call.request().principal().name().flatMap(site.directory()::account))
            .map(Account::id)
            .orElse(0L);
    ZoneName name =
        ZoneName.of(call.parameters().first("uploadid"), call.parameters().first("xlinkid"));
    return new Upload(call, member, name);
  }

  /** Where the file goes: what the parameters say, or else the name it came with. */
  private static String path(Parameters parameters, Optional<String> clientName) {
    String path =
        parameters
            .first("filename")
            .or(() -> parameters.first("path"))
            .filter(name -> !name.isBlank())
            .or(() -> clientName)
            .filter(name -> !name.isBlank())
            .orElseThrow(() -> ServiceException.missingParameter("filename"));
    String plain = DocumentPath.of(path);
    if (plain.isEmpty() || path.endsWith("/")) {
      throw new ServiceException(400, "E400", "The file has no name.");
    }
    return plain;
  }
}
