// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.openapi;

import dev.errand.http.Accept;
import dev.errand.http.ApiFragment;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Principals;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api}: an OpenAPI 3.0 document of all routes that are mounted and described, or a page
 * that shows it. For everybody, known or not.
 */
public final class ApiRoutes implements RouteSet {

  /** Clients compare it character for character. */
  public static final String MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0";

  private static final String OPENAPI = "application/vnd.oai.openapi+json";
  private static final Map<String, String> BY_ACCEPT = Map.of("Vary", "Accept");

  private final Dialect dialect;
  private final Principals principals;
  private final List<RouteSet> others;
  private final List<ApiFragment> elsewhere;
  private final ApiPage page = new ApiPage();
  private @Nullable ApiDocument document;

  /**
   * @param dialect says how requests are refused
   * @param principals know whether callers have to say who they are
   * @param others are mounted beside this one
   * @param elsewhere describe what is answered beside the servlet
   */
  public ApiRoutes(
      Dialect dialect, Principals principals, List<RouteSet> others, List<ApiFragment> elsewhere) {
    this.dialect = dialect;
    this.principals = principals;
    this.others = List.copyOf(others);
    this.elsewhere = List.copyOf(elsewhere);
  }

  /** Made when it is first asked for, so that no start waits for it. */
  private synchronized ApiDocument document() {
    if (document == null) {
      List<RouteSet> mounted = new ArrayList<>(others);
      mounted.add(this);
      document = ApiDocument.of(mounted, elsewhere);
    }
    return document;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api", this::api).opened(), Route.get("/api/{file}", this::file).opened());
  }

  @Override
  public List<ApiFragment> described() {
    return List.of(new ApiFragment(ApiRoutes.class, "api.json"));
  }

  private Response api(Request request) {
    if (wantsPage(request)) {
      return page.answer();
    }
    byte[] text =
        document().at(request.base(), principals.isOpen()).getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(200, MEDIA_TYPE, new Response.Bytes(text, text.length), BY_ACCEPT);
  }

  private Response file(Request request) {
    return page.file(request.variable("file"))
        .orElseThrow(() -> HttpException.notFound("There is nothing at this address."));
  }

  /** What {@code f} says, else the page for those who want HTML more than JSON of any kind. */
  private static boolean wantsPage(Request request) {
    Optional<String> named = request.query().first("f").filter(name -> !name.isEmpty());
    if (named.isPresent()) {
      return switch (named.get()) {
        case "html" -> true;
        case "json" -> false;
        default ->
            throw HttpException.badRequest(
                "The parameter f is json or html, not '" + named.get() + "'.");
      };
    }
    String accept = request.header("Accept").orElse("");
    double json =
        Math.max(Accept.weight(accept, OPENAPI), Accept.weight(accept, "application/json"));
    return Accept.weight(accept, "text/html") > json;
  }
}
