// SPDX-License-Identifier: Apache-2.0
package dev.errand.pageseeder;

import dev.errand.http.ApiFragment;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.Sessions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code POST …/authenticate}, which begins a session for a name and a password in a form body, and
 * {@code POST …/logout}, which ends one; below all roots that PageSeeder's services have. The
 * answers {@code <authenticated username="…"/>} and {@code <logged-out/>} are ours: what
 * PageSeeder's look like is documented nowhere.
 */
public final class LogInRoutes implements PageSeederRoutes {

  private static final List<String> ROOTS = List.of("", "/ps/service", "/ps/api", "/service");

  private final Sessions sessions;
  private final ThreadBodies bodies = new ThreadBodies(Map.of());

  public LogInRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<Route> routes() {
    return ROOTS.stream()
        .flatMap(root ->
            Stream.of(
                Route.changing("POST", root + "/authenticate", this::authenticate).opened(),
                Route.changing("POST", root + "/logout", this::logOut).opened()))
        .toList();
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(LogInRoutes.class, "log-in.json"));
  }

  private Response authenticate(Request request) {
    Parameters form = request.form();
    String name = required(form, "username");
    String cookie =
        sessions
            .begin(name, required(form, "password"), request)
            .orElseThrow(() ->
                new HttpException(
                    401,
                    "The name or the password is wrong.",
                    Map.of("WWW-Authenticate", sessions.challenge())));
    return answer(request, "authenticated", writer -> writer.attribute("username", name), cookie);
  }

  private static String required(Parameters form, String name) {
    return form.first(name)
        .orElseThrow(
            () -> HttpException.badRequest("The form in the body has no parameter " + name + "."));
  }

  private Response logOut(Request request) {
    return answer(request, "logged-out", _ -> {}, sessions.end(request));
  }

  private Response answer(
      Request request, String element, Consumer<ServiceWriter> content, String cookie) {
    Response answer = bodies.answer(request, element, content);
    return answer instanceof Response.Whole(int status, String type, Response.Bytes body, _)
        ? new Response.Whole(status, type, body, Map.of("Set-Cookie", cookie))
        : answer;
  }
}
