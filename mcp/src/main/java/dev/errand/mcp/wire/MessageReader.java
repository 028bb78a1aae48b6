// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads messages of strangers: nothing twice, nothing endlessly deep, one at a time. */
public final class MessageReader {

  private static final int DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(500)
                          .maxNameLength(1_000)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What the parser says of its source tells callers nothing. */
  private static final Pattern SOURCE =
      Pattern.compile("\\s*\\(start marker at \\[Source:.*", Pattern.DOTALL);

  private MessageReader() {}

  /**
   * The object that a body is.
   *
   * @throws Fault if it is none
   */
  public static ObjectNode object(byte[] body) {
    JsonNode document;
    try {
      document = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw Fault.unreadable(
          "The body is not JSON: " + SOURCE.matcher(e.getOriginalMessage()).replaceFirst(""));
    }
    if (document instanceof ObjectNode object) {
      return object;
    }
    throw document.isMissingNode()
        ? Fault.unreadable("The body is empty; it must be a JSON-RPC message.")
        : Fault.invalidRequest("The body must be one JSON-RPC message, an object; send no batch.");
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
      return MAPPER.createObjectNode();
    }
    if (params instanceof ObjectNode object) {
      return object;
    }
    throw Fault.invalidRequest("The 'params' of a message are an object.");
  }
}
