// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.tool;

import dev.errand.http.MalformedJsonException;
import dev.errand.http.StrictJson;
import dev.errand.outgoing.Fetched;
import dev.errand.outgoing.OutgoingException;
import dev.errand.outgoing.OutgoingHttp;
import dev.errand.outgoing.RefusedAddressException;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Inputs as they came, with what links among them lead to: {@code {"href": …}} in place of a value
 * is fetched by the rules for outgoing requests. Safe for all threads.
 */
public final class LinkedInputs {

  private static final String HREF = "href";
  private static final int MOST = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OutgoingHttp http;
  private final int limit;

  /**
   * @param http fetches
   * @param limit how many bytes may be fetched for one call
   */
  public LinkedInputs(OutgoingHttp http, int limit) {
    this.http = http;
    this.limit = limit;
  }

  /** Whether callers are told that a value of this schema may come as a link: a document may. */
  static boolean invites(JsonNode schema) {
    String type = schema.path("type").asString("");
    boolean document = schema.has("contentMediaType") || schema.has("contentEncoding");
    return document || ((type.equals("object") || type.equals("array")) && !hasHref(schema));
  }

  /** What a link is, for callers. */
  static ObjectNode linkSchema() {
    ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
    schema
        .putObject("properties")
        .putObject(HREF)
        .put("type", "string")
        .put("description", "A link to the value, which the server fetches");
    schema.putArray("required").add(HREF);
    return schema;
  }

  private static boolean hasHref(JsonNode schema) {
    return schema.path("properties").has(HREF);
  }

  /**
   * The inputs with all links followed.
   *
   * @throws InvalidInputsException naming every input whose link leads nowhere
   */
  Json unpack(Tool tool, ObjectNode sent) {
    ObjectNode unpacked = sent.objectNode();
    List<Problem> problems = new ArrayList<>();
    Budget budget = new Budget(limit);
    sent.forEachEntry((name, value) -> {
      JsonNode schema = tool.schemas().path(name);
      if (value.isObject() && value.path(HREF).isString() && !hasHref(schema)) {
        try {
          unpacked.set(name, fetch(value.path(HREF).stringValue(), schema, budget));
        } catch (UnusableLinkException e) {
          problems.add(new Problem(name, e.reason()));
        }
      } else {
        unpacked.set(name, value);
      }
    });
    if (!problems.isEmpty()) {
      throw new InvalidInputsException(tool.operation().name(), problems);
    }
    return Json.of(unpacked);
  }

  /** What is left to one call. For one thread. */
  private static final class Budget {
    private final long end = System.nanoTime() + PATIENCE.toNanos();
    private long bytes;
    private int count;

    Budget(long bytes) {
      this.bytes = bytes;
    }
  }

  private JsonNode fetch(String href, JsonNode schema, Budget budget) {
    Duration patience = Duration.ofNanos(budget.end - System.nanoTime());
    if (++budget.count > MOST || !patience.isPositive()) {
      throw new UnusableLinkException(
          "is one link too many: at most %d are followed, in %d seconds"
              .formatted(MOST, PATIENCE.toSeconds()));
    }
    try {
      Fetched fetched = http.get(new URI(href), budget.bytes, patience);
      budget.bytes -= fetched.body().length;
      return value(fetched.body(), schema);
    } catch (URISyntaxException e) {
      throw new UnusableLinkException("is a link to what is no URL");
    } catch (RefusedAddressException | OutgoingException e) {
      throw new UnusableLinkException("cannot be fetched: " + e.getMessage());
    }
  }

  /** Base64 where the input is binary, a text where it is a text, else JSON. */
  private static JsonNode value(byte[] bytes, JsonNode schema) {
    boolean text = schema.path("type").asString("").equals("string");
    if (text && schema.has("contentEncoding")) {
      return StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }
    if (!text) {
      try {
        return StrictJson.read(bytes);
      } catch (MalformedJsonException e) {
        throw new UnusableLinkException("leads to what " + e.getMessage());
      }
    }
    try {
      return StringNode.valueOf(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new UnusableLinkException("leads to what is no text in UTF-8");
    }
  }
}
