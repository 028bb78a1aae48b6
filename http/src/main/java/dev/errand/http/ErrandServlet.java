// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers all dialects. Needs nothing but the servlet API (6.0) of its container; may be mounted at
 * the root, as default servlet, or under a path ({@code /errand/*}), below any context path.
 * Requests block their thread, so the container should give each a virtual one.
 */
public final class ErrandServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient HttpSettings settings;
  private final transient Principals principals;
  private final transient RequestListener listener;
  private final transient Router router;
  private final transient Links links;
  private final transient Elsewhere elsewhere;

  /**
   * For a host that lets nobody reach the servlet who may not do everything, or whose container
   * knows who calls; see {@link ContainerPrincipals#open}.
   */
  public ErrandServlet(HttpSettings settings, List<RouteSet> sets) {
    this(settings, ContainerPrincipals.open(), sets);
  }

  /**
   * @param principals know who calls
   * @param sets what is served; the first one's dialect also answers where no route is found,
   *     except below the {@linkplain Dialect#roots roots} of others
   * @throws IllegalArgumentException if there is none, or two routes are the same
   */
  public ErrandServlet(HttpSettings settings, Principals principals, List<RouteSet> sets) {
    this(settings, principals, sets, RequestListener.NONE);
  }

  /**
   * The same with somebody who is told of each request.
   *
   * @throws IllegalArgumentException if there is no set, or two routes are the same
   */
  public ErrandServlet(
      HttpSettings settings, Principals principals, List<RouteSet> sets, RequestListener listener) {
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("a servlet without routes answers nothing");
    }
    this.settings = settings;
    this.principals = principals;
    this.listener = listener;
    this.router = new Router(sets);
    this.links = new Links(settings);
    this.elsewhere = Elsewhere.of(sets);
  }

  @Override
  protected void service(HttpServletRequest servletRequest, HttpServletResponse servletResponse)
      throws IOException {
    long began = System.nanoTime();
    Request request = new Request(servletRequest, settings, links, elsewhere);
    Sender sender = new Sender(request, servletResponse, servletRequest.getProtocol());
    String path = servletRequest.getRequestURI();
    int depth = Mount.depth(servletRequest);
    Dialect dialect = router.fallback(RequestPath.firstSegment(path, depth));
    try {
      request.path(RequestPath.parse(path, depth));
      Optional<Router.Match> match = router.find(request.segments());
      if (match.isEmpty()) {
        request.unmatched(dialect);
        throw HttpException.notFound("There is nothing at this address.");
      }
      dialect = match.get().dialect();
      request.match(match.get());
      request.caller(principals.of(servletRequest));
      request.caller().headers().forEach(servletResponse::addHeader);
      sender.send(answer(servletRequest, request, match.get()));
    } catch (Broken gone) {
      throw gone.cause();
    } catch (Exception error) {
      sender.refuse(dialect, error);
      Linger.after(servletRequest, servletResponse);
    } catch (Error error) {
      // A class that cannot be loaded or a stack that is full is the end of this request only.
      sender.refuse(dialect, new IllegalStateException("A request could not be answered", error));
      Linger.after(servletRequest, servletResponse);
    } finally {
      listener.answered(
          new RequestListener.Answered(
              dialect, request.route(), servletResponse.getStatus(), System.nanoTime() - began));
    }
  }

  private Response answer(HttpServletRequest servletRequest, Request request, Router.Match match)
      throws Exception {
    Optional<Router.Target> target = match.target(request.method());
    boolean open = target.map(known -> known.route().open()).orElseGet(match::isOpen);
    if (request.principal().isAnonymous() && !open) {
      throw new HttpException(
          401,
          "Log in first: who you are is not known.",
          Map.of("WWW-Authenticate", principals.challenge()));
    }
    if (target.isEmpty()) {
      Map<String, String> allow = Map.of("Allow", match.allow());
      if (request.method().equals("OPTIONS")) {
        return Response.empty(204, allow);
      }
      throw new HttpException(405, "The request method is unsupported for this operation.", allow);
    }
    Route route = target.get().route();
    if (route.effect() == Route.Effect.CHANGES) {
      request.requireOwnSite();
    }
    request.target(target.get());
    if (route.body() == Route.Body.UPLOAD) {
      RequestBody.checkLength(servletRequest, settings.limits().upload());
    } else {
      RequestBody.checkLength(servletRequest, request.bodyLimit());
      if (RequestBody.isChunked(servletRequest)) {
        request.body();
      }
    }
    return route.handler().handle(request);
  }
}
