// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit.http;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.errand.task.Json;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Holds answers against what an OpenAPI 3.0 document says of them: status, media type, required
 * headers, and JSON bodies against their schemas. Answers at addresses and to methods that the
 * document does not tell of are let pass. Safe for all threads.
 */
public final class ApiCheck {

  private static final String PLACE = "https://api.test/document";

  private final JsonNode document;
  private final ApiPaths paths;
  private final SchemaRegistry schemas;

  /** An answer, undone into what can be checked. */
  public record Answer(int status, HttpHeaders headers, byte[] body) {

    String type() {
      return headers.firstValue("Content-Type").orElse("").replace("; ", ";").strip();
    }

    /** A compressed body is no text any more by the time that it comes here. */
    boolean isReadable() {
      return headers.firstValue("Content-Encoding").map("identity"::equals).orElse(true);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * @param document the text of the document
   */
  public ApiCheck(String document) {
    this.document = new Json(document).parse();
    this.paths = new ApiPaths(this.document);
    this.schemas =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(PLACE, document)));
  }

  /**
   * @throws AssertionError if the document does not tell of such an answer
   */
  public void check(String method, URI address, Answer answer) {
    String asked = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    Optional<String> operation = paths.operation(asked, address);
    if (operation.isEmpty()) {
      return;
    }
    String what = method + " " + address.getRawPath() + " -> " + answer.status();
    String pointer = pointer(operation.get() + "/responses/" + answer.status(), what);
    JsonNode response = document.at(pointer);
    requireHeaders(response, answer, what);
    if (!method.equals("HEAD") && answer.status() != 304) {
      requireBody(pointer, answer, what);
    }
  }

  /** Follows references until there is something. */
  private String pointer(String pointer, String what) {
    JsonNode node = document.at(pointer);
    if (node.isMissingNode()) {
      throw new AssertionError(what + " is not described");
    }
    JsonNode reference = node.path("$ref");
    return reference.isString() ? pointer(reference.stringValue().substring(1), what) : pointer;
  }

  private static void requireHeaders(JsonNode response, Answer answer, String what) {
    response
        .path("headers")
        .forEachEntry((name, header) -> {
          if (header.path("required").asBoolean(false)
              && answer.headers().firstValue(name).isEmpty()) {
            throw new AssertionError(what + " has no header " + name);
          }
        });
  }

  private void requireBody(String response, Answer answer, String what) {
    JsonNode content = document.at(response).path("content");
    if (content.isEmpty()) {
      if (answer.body().length > 0) {
        throw new AssertionError(what + " should have no body: " + answer.text());
      }
      return;
    }
    String type = described(content, answer.type(), what);
    String plain = answer.type().split(";", 2)[0];
    boolean json = plain.equals("application/json") || plain.endsWith("+json");
    if (json && answer.isReadable() && content.path(type).has("schema")) {
      String schema = response + "/content/" + ApiPaths.escaped(type) + "/schema";
      requireSchema(schema, answer, what);
    }
  }

  /** How the document calls a media type: with parameters, without, or as a range. */
  private static String described(JsonNode content, String type, String what) {
    String plain = type.split(";", 2)[0];
    String range = plain.split("/", 2)[0] + "/*";
    return List.of(type, plain, range, "*/*").stream()
        .filter(content::has)
        .findFirst()
        .orElseThrow(() -> new AssertionError(what + " is not described as " + type));
  }

  private void requireSchema(String schema, Answer answer, String what) {
    List<Error> errors;
    try {
      errors =
          schemas
              .getSchema(SchemaLocation.of(PLACE + "#" + schema))
              .validate(new Json(answer.text()).parse());
    } catch (JacksonException e) {
      throw new AssertionError(what + " is no JSON: " + answer.text(), e);
    }
    if (!errors.isEmpty()) {
      throw new AssertionError(what + " is not as described: " + errors + "\n" + answer.text());
    }
  }
}
