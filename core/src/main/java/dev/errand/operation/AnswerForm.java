// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which a question is answered: a flat object, as a client can show it without knowing
 * more. Safe for all threads.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation">what
 *     clients of MCP are asked with</a>
 */
public final class AnswerForm {

  /** How many characters the schema of a question, and an answer, may have. */
  private static final int MOST_CHARACTERS = 64 << 10;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private final ObjectNode document;
  private final Schema schema;

  private AnswerForm(ObjectNode document) {
    this.document = document;
    schema = REGISTRY.getSchema(document);
  }

  /**
   * The form that a schema describes.
   *
   * @throws IllegalArgumentException if it describes something else, saying where
   */
  public static AnswerForm of(Json schema) {
    if (schema.text().length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the schema of an answer has up to %d characters".formatted(MOST_CHARACTERS));
    }
    List<String> problems = FormProblems.of(schema);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "an answer cannot be asked for like this: " + String.join("; ", problems));
    }
    return new AnswerForm((ObjectNode) schema.parse());
  }

  /** What was filled in, with what is standard where nothing was; or what is wrong with it. */
  public sealed interface Reading {
    /** It fits. */
    record Fits(Json content) implements Reading {}

    /** It does not; each problem with the member it is about. */
    record Unfit(List<Problem> problems) implements Reading {
      public Unfit {
        problems = List.copyOf(problems);
      }
    }
  }

  /** Reads what somebody filled in. */
  public Reading read(Json content) {
    if (content.text().length() > MOST_CHARACTERS) {
      return unfit("", "has more than %d characters".formatted(MOST_CHARACTERS));
    }
    Optional<ObjectNode> object = object(content);
    if (object.isEmpty()) {
      return unfit("", "must be a JSON object");
    }
    ObjectNode filled = object.get();
    // A null says the same as leaving the member out.
    filled.removeIf(JsonNode::isNull);
    Set<Map.Entry<String, JsonNode>> members = document.path("properties").properties();
    for (Map.Entry<String, JsonNode> member : members) {
      JsonNode standard = member.getValue().get("default");
      if (standard != null) {
        filled.putIfAbsent(member.getKey(), standard);
      }
    }
    List<Problem> problems = new ArrayList<>(strangers(filled));
    schema.validate(filled).forEach(error -> problems.add(Inputs.problem(error)));
    return problems.isEmpty() ? new Reading.Fits(Json.of(filled)) : new Reading.Unfit(problems);
  }

  Json requireFitting(Json standard) {
    return switch (read(standard)) {
      case Reading.Fits(Json content) -> content;
      case Reading.Unfit(List<Problem> problems) ->
          throw new IllegalArgumentException(
              "what counts without an answer does not fit the question: "
                  + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    };
  }

  private List<Problem> strangers(ObjectNode filled) {
    return filled.propertyNames().stream()
        .filter(name -> !document.path("properties").has(name))
        .map(name -> new Problem(name, "is not asked for"))
        .toList();
  }

  private static Optional<ObjectNode> object(Json content) {
    try {
      return content.parse() instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Reading unfit(String member, String message) {
    return new Reading.Unfit(List.of(new Problem(member, message)));
  }
}
