// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.errand.task.InvalidInputsException;
import dev.errand.task.InvalidInputsException.Problem;
import dev.errand.task.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns submitted JSON into an operation's inputs: checks it against the schema, fills defaults in,
 * knows which members are secret. Safe for all threads.
 *
 * @param <I> the record of the inputs
 */
public final class Inputs<I extends Record> {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** What is shown in place of a secret. */
  public static final String MASK = "***";

  private final String operation;
  private final ObjectReader reader;
  private final ObjectNode document;
  private final Schema schema;
  private final Map<String, JsonNode> defaults = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>();

  /**
   * Checked inputs.
   *
   * @param value what the operation gets
   * @param json the same as JSON, defaults filled in
   * @param shown the same with secrets masked
   * @param secrets the values that must not be shown
   */
  public record Checked<I extends Record>(I value, Json json, Json shown, List<String> secrets) {}

  private Inputs(OperationSpec<I, ?> spec) {
    operation = spec.name();
    // Finds out once how to read the record.
    reader = Json.mapper().readerFor(spec.inputs());
    document =
        spec.schemas()
            .map(GivenSchemas::inputsDocument)
            .orElseGet(() -> RecordSchema.of(spec.inputs()));
    schema = REGISTRY.getSchema(document);
    document
        .path("properties")
        .forEachEntry((name, member) -> {
          if (member.has("default")) {
            defaults.put(name, member.get("default"));
          }
          if (member.path("writeOnly").asBoolean(false)) {
            secrets.add(name);
          }
        });
  }

  public static <I extends Record> Inputs<I> of(OperationSpec<I, ?> spec) {
    return new Inputs<>(spec);
  }

  /** The schema as JSON. */
  public Json schema() {
    return Json.of(document);
  }

  /**
   * Checks what a caller sent.
   *
   * @throws InvalidInputsException naming every wrong member
   */
  public Checked<I> check(Json sent) {
    ObjectNode object = object(sent);
    // A null says the same as leaving the member out.
    object.removeIf(JsonNode::isNull);
    defaults.forEach((name, value) -> object.putIfAbsent(name, value));
    List<Error> errors = schema.validate(object);
    if (!errors.isEmpty()) {
      throw new InvalidInputsException(operation, errors.stream().map(Inputs::problem).toList());
    }
    requireNoMask(object);
    return checked(object, Json.of(object));
  }

  /** Whoever sends back what was shown would have a mask taken for the secret. */
  private void requireNoMask(ObjectNode object) {
    List<Problem> masked =
        secrets.stream()
            .filter(name -> object.path(name).asString("").equals(MASK))
            .map(name -> new Problem(name, "is " + MASK + ", as secrets are shown; send it itself"))
            .toList();
    if (!masked.isEmpty()) {
      throw new InvalidInputsException(operation, masked);
    }
  }

  /** Reads inputs that were checked when they were submitted. */
  public Checked<I> stored(Json json) {
    return checked((ObjectNode) json.parse(), json);
  }

  private Checked<I> checked(ObjectNode object, Json json) {
    I value;
    try {
      value = reader.readValue(object);
    } catch (JacksonException e) {
      throw new InvalidInputsException(operation, List.of(new Problem("", e.getOriginalMessage())));
    }
    List<String> hidden = new ArrayList<>();
    for (String name : secrets) {
      JsonNode member = object.get(name);
      if (member != null && member.isString() && !member.stringValue().isEmpty()) {
        hidden.add(member.stringValue());
        object.put(name, MASK);
      }
    }
    return new Checked<>(value, json, hidden.isEmpty() ? json : Json.of(object), hidden);
  }

  private ObjectNode object(Json sent) {
    try {
      if (sent.parse() instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new InvalidInputsException(
          operation, List.of(new Problem("", "not JSON: " + e.getOriginalMessage())));
    }
    throw new InvalidInputsException(operation, List.of(new Problem("", "must be a JSON object")));
  }

  /**
   * The validator reports a missing or unknown member at its parent; people look for the member
   * itself.
   */
  static Problem problem(Error error) {
    String path = String.valueOf(error.getInstanceLocation()).replaceFirst("^[$/]\\.?", "");
    String property = error.getProperty();
    String member = property == null ? path : path.isEmpty() ? property : path + "/" + property;
    return switch (error.getKeyword()) {
      case "required" -> new Problem(member, "is missing");
      case "additionalProperties" -> new Problem(member, "is not an input of this operation");
      default -> new Problem(member, error.getMessage().replaceFirst("^[^:]*: ", ""));
    };
  }
}
