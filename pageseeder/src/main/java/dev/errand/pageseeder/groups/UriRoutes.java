// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder.groups;

import dev.errand.access.Group;
import dev.errand.document.Document;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.pageseeder.PageSeederRoutes;
import dev.errand.pageseeder.ServiceCall;
import dev.errand.pageseeder.ServiceHandler;
import dev.errand.pageseeder.Services;
import dev.errand.pageseeder.ThreadBodies;
import dev.errand.task.Role;
import java.util.ArrayList;
import java.util.List;

/** PageSeeder's services that find documents and folders: what has which id. For guests too. */
public final class UriRoutes implements PageSeederRoutes {

  private static final String GROUP = "/groups/{group}/uris";
  private static final String MEMBER = "/members/{member}" + GROUP;

  private final Services services;
  private final ThreadBodies bodies;
  private final UriLookup lookup;

  public UriRoutes(Services services, GroupKeeping keeping, ThreadBodies bodies) {
    this.services = services;
    this.bodies = bodies;
    this.lookup = new UriLookup(keeping);
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String root : List.of(GROUP, MEMBER)) {
      routes.addAll(get(root, call -> list(call, lookup.byPath(call))));
      routes.addAll(get(root + "/forurl", call -> one(call, lookup.byUrl(call))));
      routes.addAll(get(root + "/forurl/uris", call -> list(call, lookup.byUrl(call))));
      routes.addAll(get(root + "/{uri}", call -> one(call, call.uri())));
      routes.addAll(get(root + "/{uri}/uris", call -> list(call, call.uri())));
    }
    routes.addAll(get("/members/{member}/uris/{uri}", call -> one(call, call.uri())));
    return routes;
  }

  private List<Route> get(String template, ServiceHandler handler) {
    return services.get(template, GroupRefusals.told(handler));
  }

  private Response one(ServiceCall call, Document document) {
    Group group = lookup.group(document);
    call.errand().requireRole(group.id(), Role.GUEST);
    UriElement element = UriElement.of(group, call.request());
    return bodies.answer(call.request(), "uri", writer -> element.write(writer, document));
  }

  /** What is directly in a folder. */
  private Response list(ServiceCall call, Document folder) {
    call.requireRole(Role.GUEST);
    UriElement element = UriElement.of(call.group(), call.request());
    List<Document> page = lookup.children(call, folder);
    return bodies.answer(
        call.request(),
        "uris",
        writer -> {
          writer.repeat("uri");
          for (Document document : page) {
            writer.item();
            element.write(writer, document);
            writer.close();
          }
          writer.close();
        });
  }
}
