// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.http.MalformedJsonException;
import dev.errand.http.StrictJson;
import dev.errand.task.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads messages of strangers, one at a time. */
public final class MessageReader {

  private MessageReader() {}

  /**
   * The object that a body is.
   *
   * @throws Fault if it is none
   */
  public static ObjectNode object(byte[] body) {
    JsonNode document;
    try {
      document = StrictJson.read(body);
    } catch (MalformedJsonException e) {
      throw Fault.unreadable("The body " + e.getMessage());
    }
    if (document instanceof ObjectNode object) {
      return object;
    }
    throw Fault.invalidRequest("The body must be one JSON-RPC message, an object; send no batch.");
  }

  /**
   * The id that a message has.
   *
   * @throws Fault if it can be none
   */
  public static Optional<JsonNode> id(ObjectNode document) {
    JsonNode id = document.path("id");
    if (id.isMissingNode()) {
      return Optional.empty();
    }
    if (id.isString() || id.isIntegralNumber()) {
      return Optional.of(id);
    }
    throw Fault.invalidRequest("The 'id' of a request is a text or a whole number.");
  }

  /**
   * The message that a document is.
   *
   * @throws Fault if it is none
   */
  public static Message message(ObjectNode document, Optional<JsonNode> id) {
    if (!document.path("jsonrpc").asString("").equals("2.0")) {
      throw Fault.invalidRequest("A message has \"jsonrpc\": \"2.0\".");
    }
    JsonNode method = document.path("method");
    if (method.isMissingNode() && (document.has("result") || document.has("error"))) {
      return new Message.Reply();
    }
    if (!method.isString()) {
      throw Fault.invalidRequest("A request has a 'method', a text.");
    }
    ObjectNode params = params(document.path("params"));
    return id.<Message>map(known -> new Message.Ask(known, method.stringValue(), params))
        .orElseGet(() -> new Message.Notice(method.stringValue(), params));
  }

  private static ObjectNode params(JsonNode params) {
    if (params.isMissingNode()) {
      return Json.mapper().createObjectNode();
    }
    if (params instanceof ObjectNode object) {
      return object;
    }
    throw Fault.invalidRequest("The 'params' of a message are an object.");
  }
}
