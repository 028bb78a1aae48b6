// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.http.Response;
import dev.errand.task.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages to clients. */
public final class Answers {

  /** What answers are that do not go on. */
  public static final String JSON = "application/json";

  private Answers() {}

  /** A message with nothing in it yet. */
  public static ObjectNode message() {
    return Json.mapper().createObjectNode().put("jsonrpc", "2.0");
  }

  /** A notification. */
  public static ObjectNode notification(String method, ObjectNode params) {
    ObjectNode message = message().put("method", method);
    message.set("params", params);
    return message;
  }

  /** The message that refuses a request. */
  public static ObjectNode error(Optional<JsonNode> id, Fault fault) {
    ObjectNode body = message();
    id.ifPresent(known -> body.set("id", known));
    body.set("error", fault.error());
    return body;
  }

  /** An answer that is one message. */
  public static Response json(int status, ObjectNode body, Map<String, String> headers) {
    byte[] bytes = Json.mapper().writeValueAsBytes(body);
    return new Response.Whole(status, JSON, new Response.Bytes(bytes, bytes.length), headers);
  }
}
