// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp;

import dev.errand.http.TestCallers;
import dev.errand.task.Json;
import dev.errand.testkit.access.Who;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as a test sends it, right in every way unless the test says otherwise. */
final class Ask {

  static final String MODERN = "2026-07-28";
  private static final String META = "io.modelcontextprotocol/";

  private final ObjectNode body = Json.mapper().createObjectNode().put("jsonrpc", "2.0");
  private final Map<String, String> headers = new LinkedHashMap<>();
  private Who who = Who.CONTRIBUTOR;

  private Ask(String method, String params) {
    body.put("id", 1).put("method", method);
    body.set("params", new Json(params).parse());
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/event-stream");
  }

  /** A request of the newest revision whose client declares nothing. */
  static Ask plain(String method, String params) {
    Ask ask = new Ask(method, params);
    ask.meta()
        .put(META + "protocolVersion", MODERN)
        .set(META + "clientCapabilities", Json.mapper().createObjectNode());
    ask.headers.put("MCP-Protocol-Version", MODERN);
    ask.headers.put("Mcp-Method", method);
    for (String name : new String[] {"name", "uri", "taskId"}) {
      JsonNode value = ask.body.path("params").path(name);
      if (value.isString()) {
        ask.headers.put("Mcp-Name", value.stringValue());
      }
    }
    return ask;
  }

  /** The same of a client that can hold tasks. */
  static Ask tasks(String method, String params) {
    Ask ask = plain(method, params);
    ask.capabilities("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
    return ask;
  }

  /** The same of one that can show forms to people as well. */
  static Ask forms(String method, String params) {
    return tasks(method, params)
        .capabilities("{\"elicitation\":{},\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
  }

  /** A request of an older revision; none for one that does not say which. */
  static Ask legacy(String revision, String method, String params) {
    Ask ask = new Ask(method, params);
    if (!revision.isEmpty()) {
      ask.headers.put("MCP-Protocol-Version", revision);
    }
    return ask;
  }

  ObjectNode meta() {
    return ((ObjectNode) body.path("params")).withObjectProperty("_meta");
  }

  Ask capabilities(String json) {
    meta().set(META + "clientCapabilities", new Json(json).parse());
    return this;
  }

  Ask meta(String name, String json) {
    meta().set(name, new Json(json).parse());
    return this;
  }

  Ask withoutMeta(String name) {
    meta().remove(META + name);
    return this;
  }

  Ask as(Who caller) {
    who = caller;
    return this;
  }

  Ask header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Ask without(String name) {
    headers.remove(name);
    return this;
  }

  /** Another member of the message, as JSON. */
  Ask member(String name, String json) {
    body.set(name, new Json(json).parse());
    return this;
  }

  Ask notice() {
    body.remove("id");
    return this;
  }

  HttpRequest to(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(McpServer.PATIENCE)
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    String[] caller = TestCallers.as(who);
    if (caller.length > 0) {
      request.headers(caller);
    }
    return request.build();
  }
}
