// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.Errand;
import dev.errand.access.Directory;
import dev.errand.document.Document;
import dev.errand.http.Handler;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Mounts services at every place where clients look for them. For route sets whose dialect is
 * {@link PageSeederDialect}. Templates may have the variables {@code {group}}, {@code {member}} and
 * {@code {uri}}, which are resolved before a handler is called, and others, which are not.
 */
public final class Services {

  private static final List<String> ROOTS = List.of("", "/ps/service", "/ps/api", "/service");

  private final Errand errand;
  private final PathResolver resolver;

  /**
   * @param directory knows groups and members
   * @param uris knows documents and folders by their ids
   */
  public Services(Errand errand, Directory directory, LongFunction<Optional<Document>> uris) {
    this.errand = errand;
    this.resolver = new PathResolver(new PathNames(directory, uris));
  }

  /** A service that reads, under all roots. */
  public List<Route> get(String template, ServiceHandler handler) {
    return ROOTS.stream().map(root -> Route.get(root + template, handler(handler))).toList();
  }

  /** A service that changes something, or starts a task, under all roots. */
  public List<Route> changing(String method, String template, ServiceHandler handler) {
    return ROOTS.stream()
        .map(root -> Route.changing(method, root + template, handler(handler)))
        .toList();
  }

  /** The same for a route at another place, with the same variables. */
  public Handler handler(ServiceHandler handler) {
    return request ->
        handler.handle(
            new ServiceCall(request, errand.as(request.principal()), resolver.resolve(request)));
  }

  /**
   * A call of a service whose group and member do not stand in the path but in parameters of those
   * names.
   *
   * @param parameters what the call has for parameters
   * @throws ServiceException as if they stood in the path; those that are missing are not resolved
   */
  public ServiceCall call(Request request, Parameters parameters) {
    PathTargets targets =
        resolver.resolve(
            request.principal(),
            name -> name.equals("uri") ? Optional.empty() : parameters.first(name));
    return new ServiceCall(request, errand.as(request.principal()), targets, parameters);
  }
}
