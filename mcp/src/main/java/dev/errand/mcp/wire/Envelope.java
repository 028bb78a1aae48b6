// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.wire;

import dev.errand.http.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which revision a message is of, and whether its headers say the same as its body, so that who
 * looks at headers only, as balancers do, is told no lies.
 */
public final class Envelope {

  /** The member of {@code _meta} that says which revision a request is of. */
  private static final String REVISION = "io.modelcontextprotocol/protocolVersion";

  private static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
  private static final String REVISION_HEADER = "MCP-Protocol-Version";
  private static final String METHOD_HEADER = "Mcp-Method";
  private static final String NAME_HEADER = "Mcp-Name";

  private Envelope() {}

  /**
   * The revision that a message is of.
   *
   * @param document the whole message; anything
   */
  public static Revision revision(Request request, ObjectNode document) {
    if (document.path("params").path("_meta").path(REVISION).isString()) {
      return Revision.MODERN;
    }
    Optional<String> said = request.header(REVISION_HEADER).map(String::strip);
    return said.isEmpty() ? Revision.PLAIN : Revision.legacy(said.get()).orElse(Revision.MODERN);
  }

  /**
   * Does nothing for a request of the newest revision that says of itself what it must.
   *
   * @throws Fault for any other
   */
  public static void check(Request request, Message.Ask ask) {
    JsonNode meta = ask.params().path("_meta");
    JsonNode revision = meta.path(REVISION);
    if (!revision.isString() || !meta.path(CAPABILITIES).isObject()) {
      throw Fault.invalidEnvelope(
          "params._meta must have \"%s\", a text, and \"%s\", an object."
              .formatted(REVISION, CAPABILITIES));
    }
    requireSame(request, REVISION_HEADER, revision.stringValue());
    if (!revision.stringValue().equals(Revision.MODERN.word())) {
      throw Fault.unsupportedRevision(revision.stringValue());
    }
    requireSame(request, METHOD_HEADER, ask.method());
    JsonNode name = ask.params().path(mirrored(ask.method()));
    if (name.isString()) {
      requireSame(request, NAME_HEADER, name.stringValue());
    } else if (!mirrored(ask.method()).isEmpty() && request.header(NAME_HEADER).isEmpty()) {
      throw Fault.headerMismatch("The header " + NAME_HEADER + " is missing.");
    }
  }

  /** The member of the params that a header repeats; empty if none. */
  private static String mirrored(String method) {
    return switch (method) {
      case "tools/call", "prompts/get" -> "name";
      case "resources/read" -> "uri";
      case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
      default -> "";
    };
  }

  private static void requireSame(Request request, String header, String body) {
    Optional<String> said = request.header(header).map(String::strip).map(Envelope::decoded);
    if (said.isEmpty()) {
      throw Fault.headerMismatch("The header " + header + " is missing.");
    }
    if (!said.get().equals(body)) {
      throw Fault.headerMismatch(
          "The header %s does not say what the body says.".formatted(header));
    }
  }

  /** What headers cannot hold comes as {@code =?base64?…?=}. */
  private static String decoded(String value) {
    if (!value.startsWith("=?base64?") || !value.endsWith("?=") || value.length() < 11) {
      return value;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(value.substring(9, value.length() - 2));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException malformed) {
      return value;
    }
  }

  /** What the client of a request of the newest revision says that it can do. */
  static JsonNode capabilities(ObjectNode params) {
    return params.path("_meta").path(CAPABILITIES);
  }
}
