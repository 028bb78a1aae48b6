// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.GuardedErrand;
import dev.errand.http.Request;
import dev.errand.http.Response;
import dev.errand.task.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that was read and is sound, and how it is answered. Used by the thread of the request
 * only.
 *
 * @param errand as the caller may use it
 * @param server who answers
 */
public record Call(
    Request http, GuardedErrand errand, Message.Ask ask, Revision revision, ServerName server) {

  /** The extension by which clients say that they can hold tasks. */
  public static final String TASKS = "io.modelcontextprotocol/tasks";

  /** A member of {@code result._meta} that the newest revision has. */
  private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

  /** What is asked for; not to be changed. */
  public ObjectNode params() {
    return ask.params();
  }

  /** A member of what is said beside the params. */
  public JsonNode meta(String name) {
    return params().path("_meta").path(name);
  }

  /** Whether this very request says that its client can hold tasks. */
  public boolean declaresTasks() {
    return revision.isModern()
        && !Envelope.capabilities(params()).path("extensions").path(TASKS).isMissingNode();
  }

  /** Whether this very request says that its client can show people forms. */
  public boolean showsForms() {
    if (!revision.isModern()) {
      return false;
    }
    JsonNode elicitation = Envelope.capabilities(params()).path("elicitation");
    return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
  }

  /**
   * Does nothing if the client says with this request that it can do all this.
   *
   * @param required as clients declare it
   * @throws Fault naming what is missing
   */
  public void requireCapabilities(ObjectNode required) {
    if (!holds(Envelope.capabilities(params()), required)) {
      throw Fault.missingCapability(required);
    }
  }

  private static boolean holds(JsonNode declared, ObjectNode required) {
    return required
        .propertyStream()
        .allMatch(member ->
            !declared.path(member.getKey()).isMissingNode()
                && (!(member.getValue() instanceof ObjectNode inner)
                    || holds(declared.path(member.getKey()), inner)));
  }

  /**
   * A member of the params that must be there.
   *
   * @throws Fault if it is no text
   */
  public String text(String member) {
    return optionalText(member)
        .orElseThrow(() -> Fault.invalidParams("'%s' is missing.".formatted(member)));
  }

  /**
   * A member of the params.
   *
   * @throws Fault if it is there and no text
   */
  public Optional<String> optionalText(String member) {
    JsonNode value = params().path(member);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        value
            .asStringOpt()
            .filter(_ -> value.isString())
            .orElseThrow(() -> Fault.invalidParams("'%s' must be a text.".formatted(member))));
  }

  /** A new object for an answer. */
  public ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  /** The answer with this result, which becomes complete unless it says what it is. */
  public Response answer(ObjectNode result) {
    return Answers.json(200, body(result), Map.of());
  }

  /** The message with this result. */
  public ObjectNode body(ObjectNode result) {
    if (revision.isModern()) {
      if (!result.has("resultType")) {
        result.put("resultType", "complete");
      }
      result.withObjectProperty("_meta").set(SERVER_INFO, server.document());
    }
    ObjectNode body = Answers.message();
    body.set("id", ask.id());
    body.set("result", result);
    return body;
  }

  /** The message with this error. */
  public ObjectNode body(Fault fault) {
    return Answers.error(Optional.of(ask.id()), fault);
  }
}
