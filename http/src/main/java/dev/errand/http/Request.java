// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.Principal;
import dev.errand.task.TaskId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as routes and dialects see it. Used by the thread of the request only. Queries and
 * forms are parsed when they are first asked for.
 */
public final class Request {

  private final HttpServletRequest servletRequest;
  private final HttpSettings settings;
  private final Links links;
  private final Elsewhere elsewhere;
  private Caller caller = Caller.ANONYMOUS;
  private String suffix = "";
  private @Nullable RequestPath path;
  private Router.@Nullable Match match;
  private Router.@Nullable Target target;
  private @Nullable Parameters query;
  private @Nullable String base;
  private byte @Nullable [] body;

  Request(
      HttpServletRequest servletRequest, HttpSettings settings, Links links, Elsewhere elsewhere) {
    this.servletRequest = servletRequest;
    this.settings = settings;
    this.links = links;
    this.elsewhere = elsewhere;
  }

  void path(RequestPath path) {
    this.path = path;
  }

  List<String> segments() {
    return path == null ? List.of() : path.segments();
  }

  void match(Router.Match match) {
    this.match = match;
    this.suffix = match.suffix();
  }

  /** No route was found; the ending of the path still chooses the format of the refusal. */
  void unmatched(Dialect dialect) {
    this.suffix = Router.suffix(segments(), dialect);
  }

  void target(Router.Target target) {
    this.target = target;
  }

  /** What answers; absent where none was found yet. */
  Optional<Route> route() {
    return Optional.ofNullable(target).map(Router.Target::route);
  }

  /** The method, upper case as it came. */
  public String method() {
    return servletRequest.getMethod();
  }

  /** Whether only the headers of the answer are wanted, so that nothing may change. */
  public boolean isHead() {
    return method().equals("HEAD");
  }

  /**
   * The path as it came, with context and servlet, without the query; for error bodies that echo
   * it.
   */
  public String rawPath() {
    return servletRequest.getRequestURI();
  }

  /**
   * What stands in a variable of the route's template, decoded, without suffix.
   *
   * @throws IllegalArgumentException if the route has no such variable
   */
  public String variable(String name) {
    return findVariable(name)
        .orElseThrow(() -> new IllegalArgumentException("the route has no variable " + name));
  }

  /** What stands in a variable, if the route's template has one of that name. */
  public Optional<String> findVariable(String name) {
    return match == null || target == null
        ? Optional.empty()
        : Router.variable(target, match.segments(), name);
  }

  /**
   * The ending of the path that chooses a format, in lower case, also where no route was found;
   * empty if there is none that the dialect takes.
   */
  public String suffix() {
    return suffix;
  }

  /** A path parameter such as {@code jsessionid}. */
  public Optional<String> pathParameter(String name) {
    return path == null ? Optional.empty() : path.parameter(name);
  }

  /** The first header of that name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(servletRequest.getHeader(name));
  }

  /** Where it comes from; see {@link RemoteAddress}. */
  public String remoteAddress() {
    return RemoteAddress.of(servletRequest, settings.trustForwarded());
  }

  /** Who sends it. */
  public Principal principal() {
    return caller.principal();
  }

  /** Whether it is known by a cookie who sends it, which a browser adds for any page. */
  public boolean isKnownByCookie() {
    return caller.proof() == Caller.Proof.COOKIE;
  }

  Caller caller() {
    return caller;
  }

  void caller(Caller caller) {
    this.caller = caller;
  }

  /**
   * To be called before something changes where the route alone does not say so: a GET with {@code
   * cancel=true}.
   *
   * @throws HttpException 403 if a page of another web site may have sent the request
   */
  public void requireOwnSite() {
    CrossSite.refuse(this);
  }

  /**
   * The parameters of the query.
   *
   * @throws HttpException 400 if it is malformed
   */
  public Parameters query() {
    if (query == null) {
      String raw = servletRequest.getQueryString();
      query = raw == null ? Parameters.NONE : Parameters.parse(raw);
    }
    return query;
  }

  /**
   * The parameters of a body of the type {@code application/x-www-form-urlencoded}; none if it is
   * of another type.
   *
   * @throws HttpException 400 if it is malformed, 413 if it is too large
   */
  public Parameters form() {
    String type = servletRequest.getContentType();
    boolean isForm =
        type != null && type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33);
    return isForm
        ? Parameters.parse(new String(body(), StandardCharsets.ISO_8859_1))
        : Parameters.NONE;
  }

  /** How large a body may be that is read into memory. */
  int bodyLimit() {
    return target != null && target.route().body() == Route.Body.DOCUMENT
        ? settings.limits().document()
        : settings.limits().body();
  }

  /**
   * The body, at most {@link HttpSettings.Limits#body} bytes of it, or {@link
   * HttpSettings.Limits#document} where the route takes a document.
   *
   * @throws HttpException 400 if it cannot be read, 413 if it is too large
   */
  public byte[] body() {
    if (body == null) {
      body = RequestBody.read(servletRequest, bodyLimit());
    }
    return body;
  }

  /**
   * The body as it comes in, for routes that take an upload; at most {@link
   * HttpSettings.Limits#upload} bytes of it. Reading throws {@link HttpException}: 400 if it ends
   * early, 413 if it is too large. Not to be closed.
   *
   * @throws HttpException 413 if it says that it is too large
   */
  public InputStream stream() {
    return RequestBody.limited(servletRequest, settings.limits().upload());
  }

  /** Whether the body is of the type {@code multipart/form-data}. */
  public boolean isMultipart() {
    String type = servletRequest.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, 19);
  }

  /**
   * Streams a multipart body's files into a folder.
   *
   * @param folder for temporary files; must exist
   * @return to be closed, which deletes the files that were not kept
   * @throws HttpException 400 if the body is malformed, 413 if it is too large
   * @throws IOException if a file cannot be written
   */
  public Multipart multipart(Path folder) throws IOException {
    return Multipart.read(servletRequest, folder, settings.limits());
  }

  /**
   * Where links begin: scheme, host and base path without a slash at the end.
   *
   * @throws HttpException 400 if the request names no possible host
   */
  public String base() {
    if (base == null) {
      base = links.base(servletRequest);
    }
    return base;
  }

  /**
   * The header {@code Link} with where this task stands in other dialects; none if nowhere.
   *
   * @throws HttpException 400 if the request names no possible host
   */
  public Map<String, String> elsewhere(TaskId task) {
    return match == null ? Map.of() : elsewhere.headers(task, match.dialect(), base());
  }

  /** The media type of the body as it came, with parameters. */
  public Optional<String> contentType() {
    return Optional.ofNullable(servletRequest.getContentType());
  }

  /** The values of all headers of that name. */
  public List<String> headers(String name) {
    return Collections.list(servletRequest.getHeaders(name));
  }
}
