// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.Errand;
import dev.errand.http.Dialect;
import dev.errand.http.HttpException;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.http.Route;
import dev.errand.http.RouteSet;
import dev.errand.mcp.stream.WaitingCalls;
import dev.errand.mcp.tool.ToolRules;
import dev.errand.mcp.wire.Answers;
import dev.errand.mcp.wire.Call;
import dev.errand.mcp.wire.Envelope;
import dev.errand.mcp.wire.Fault;
import dev.errand.mcp.wire.Faults;
import dev.errand.mcp.wire.Message;
import dev.errand.mcp.wire.MessageReader;
import dev.errand.mcp.wire.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Model Context Protocol at {@code /mcp}: one message a request, nothing kept between two, so
 * that any node answers any of them.
 */
public final class McpRoutes implements RouteSet {

  private static final String CANCELLED = "notifications/cancelled";

  private final Errand errand;
  private final McpSettings settings;
  private final McpDialect dialect;
  private final OriginRule origins;
  private final CrossOrigin elsewhere;
  private final WaitingCalls calls = new WaitingCalls();
  private final Methods methods;

  /**
   * @param rules which operations are tools
   */
  public McpRoutes(McpEngine engine, ToolRules rules, McpSettings settings) {
    this.errand = engine.errand();
    this.settings = settings;
    this.origins = new OriginRule(settings.origins());
    this.elsewhere = new CrossOrigin(origins);
    this.dialect = new McpDialect(settings.issuer().isPresent(), elsewhere);
    this.methods = new Methods(McpParts.of(engine, rules, settings, calls));
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.judging("/mcp", request -> elsewhere.readable(request, answer(request))));
    routes.add(elsewhere.route());
    routes.addAll(new ResourceMetadata(settings.issuer(), settings.server().title()).routes());
    return routes;
  }

  private Response answer(Request request) {
    origins.check(request);
    requireJson(request);
    Optional<JsonNode> id = Optional.empty();
    boolean modern = false;
    try {
      ObjectNode document = MessageReader.object(request.body());
      modern = Envelope.revision(request, document).isModern();
      id = MessageReader.id(document);
      Message message = MessageReader.message(document, id);
      return answer(request, message, Envelope.revision(request, document));
    } catch (HttpException e) {
      throw e;
    } catch (RuntimeException e) {
      Fault fault = Faults.of(e);
      return Answers.json(fault.status(modern), Answers.error(id, fault), Map.of());
    }
  }

  private static void requireJson(Request request) {
    String type = request.contentType().orElse("").split(";", 2)[0].strip();
    if (!type.toLowerCase(Locale.ROOT).equals(Answers.JSON)) {
      throw new HttpException(415, "Send messages with Content-Type: application/json.");
    }
  }

  private Response answer(Request request, Message message, Revision revision) {
    return switch (message) {
      case Message.Ask ask -> asked(request, ask, revision);
      case Message.Notice notice -> {
        notice(request, notice, revision);
        yield Response.empty(202, Map.of());
      }
      case Message.Reply() -> {
        if (revision.isModern()) {
          throw Fault.invalidRequest("Nothing was asked here, so there is nothing to answer.");
        }
        yield Response.empty(202, Map.of());
      }
    };
  }

  private Response asked(Request request, Message.Ask ask, Revision revision) {
    if (revision.isModern()) {
      Envelope.check(request, ask);
    }
    Methods.Method method = methods.find(ask.method(), revision);
    return method.answer(
        new Call(request, errand.as(request.principal()), ask, revision, settings.server()));
  }

  /** Only calls of clients with a session can be cancelled so; others cancel by going away. */
  private void notice(Request request, Message.Notice notice, Revision revision) {
    if (notice.method().equals(CANCELLED) && !revision.isModern()) {
      calls.cancel(
          request.principal().shown(),
          request.header(WaitingCalls.SESSION).orElse(""),
          notice.params().path("requestId"));
    }
  }
}
