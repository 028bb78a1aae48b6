// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import dev.errand.access.Accounts;
import dev.errand.access.Audit;
import dev.errand.access.Principal;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Parameters;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.http.pageseeder.PageSeederDialect;
import dev.errand.http.pageseeder.ServiceWriter;
import dev.errand.http.pageseeder.ThreadBodies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * {@code POST …/authenticate}, which begins a session for a name and a password in a form body, and
 * {@code POST …/logout}, which ends one; below all roots that PageSeeder's services have. The
 * answers {@code <authenticated username="…"/>} and {@code <logged-out/>} are ours: what
 * PageSeeder's look like is documented nowhere.
 */
public final class LogInRoutes implements RouteSet {

  private static final List<String> ROOTS = List.of("", "/ps/service", "/ps/api", "/service");

  private final Accounts accounts;
  private final LogIn logIn;
  private final SessionCookies sessions;
  private final ThreadBodies bodies = new ThreadBodies(Map.of());

  public LogInRoutes(Accounts accounts, LogIn logIn, SessionCookies sessions) {
    this.accounts = accounts;
    this.logIn = logIn;
    this.sessions = sessions;
  }

  @Override
  public Dialect dialect() {
    return PageSeederDialect.INSTANCE;
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
    BasicCredentials sent =
        new BasicCredentials(required(form, "username"), required(form, "password"));
    Optional<String> cookie = Optional.empty();
    if (logIn.succeeds(sent, request.remoteAddress())) {
      Optional<Account> account = accounts.account(sent.name());
      cookie = account.flatMap(known -> sessions.begin(known, request.base()));
    }
    if (cookie.isEmpty()) {
      throw new HttpException(
          401,
          "The name or the password is wrong.",
          Map.of("WWW-Authenticate", AccountPrincipals.BASIC));
    }
    Audit.done(Principal.user(sent.name()), Audit.Deed.LOG_IN, "session");
    return answer(
        request,
        "authenticated",
        writer -> writer.attribute("username", sent.name()),
        cookie.get());
  }

  private static String required(Parameters form, String name) {
    return form.first(name)
        .orElseThrow(
            () -> HttpException.badRequest("The form in the body has no parameter " + name + "."));
  }

  private Response logOut(Request request) {
    request
        .pathParameter("jsessionid")
        .map(text -> ";jsessionid=" + text)
        .flatMap(sessions::inPath)
        .ifPresent(sessions::end);
    request.header("Cookie").flatMap(sessions::inCookies).ifPresent(sessions::end);
    return answer(request, "logged-out", _ -> {}, SessionCookies.none(request.base()));
  }

  private Response answer(
      Request request, String element, Consumer<ServiceWriter> content, String cookie) {
    Response answer = bodies.answer(request, element, content);
    return answer instanceof Response.Whole(int status, String type, Response.Bytes body, _)
        ? new Response.Whole(status, type, body, Map.of("Set-Cookie", cookie))
        : answer;
  }
}
