// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Routes that say what they were asked. */
final class EchoRoutes implements RouteSet {

  @Override
  public Dialect dialect() {
    return new Plain();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", r -> Response.text(200, "root")),
        Route.get("/things", r -> Response.text(200, "list" + r.suffix())),
        Route.get("/things/{id}", r -> Response.text(200, r.variable("id") + "|" + r.suffix())),
        Route.get("/things/{id}/part", r -> Response.text(200, "part of " + r.variable("id"))),
        Route.get("/things/special", r -> Response.text(200, "special" + r.suffix())),
        Route.get(
            "/{group}/things/{id}",
            r -> Response.text(200, r.variable("group") + "/" + r.variable("id"))),
        Route.get("/document", r -> document(r.query().first("type").orElseThrow())),
        Route.get("/stream", r -> stream(r.query().first("type").orElseThrow())),
        Route.get("/query", r -> Response.text(200, show(r.query()))),
        Route.get("/base", r -> Response.text(200, r.base())),
        Route.get(
            "/session", r -> Response.text(200, r.pathParameter("jsessionid").orElse("none"))),
        Route.get(
            "/fails",
            r -> {
              throw new IllegalStateException("a secret of the server");
            }),
        Route.get(
            "/breaks",
            r -> {
              throw new LinkageError("a secret of the server");
            }),
        Route.changing("GET", "/start", r -> Response.text(200, "started")),
        Route.changing("POST", "/start", r -> Response.text(200, show(r.query().and(r.form())))));
  }

  private static Response document(String type) {
    byte[] bytes = "12".getBytes(StandardCharsets.US_ASCII);
    return new Response.Whole(200, type, new Response.Bytes(bytes, bytes.length), Map.of());
  }

  private static Response stream(String type) {
    return new Response.Stream(
        type, Map.of(), out -> out.write("12".getBytes(StandardCharsets.US_ASCII)));
  }

  private static String show(Parameters parameters) {
    return parameters.all().stream()
        .map(p -> p.name() + "=" + p.value())
        .collect(Collectors.joining(";"));
  }

  /** Errors as text. */
  static final class Plain implements Dialect {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public Set<String> suffixes() {
      return Set.of("json", "xml");
    }

    @Override
    public Response refuse(Request request, Throwable error) {
      Problem problem = Problem.of(error);
      String text = problem.message() + request.suffix();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new Response.Whole(
          problem.status(),
          "text/plain",
          new Response.Bytes(bytes, bytes.length),
          Map.copyOf(problem.headers()));
    }
  }
}
