// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import dev.errand.task.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of a record of inputs or of a result, by the rules that {@link
 * OperationSpec} tells.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema Core</a>
 */
final class RecordSchema {

  private static final Map<Class<?>, Class<?>> FLAT =
      Map.of(
          OptionalInt.class, Integer.class,
          OptionalLong.class, Long.class,
          OptionalDouble.class, Double.class);

  /** What the result of an operation is called where it is no record and so has no names. */
  static final String RESULT = "result";

  private static final SchemaGenerator GENERATOR = new SchemaGenerator(config());

  private RecordSchema() {}

  /** The schema of a record; a fresh copy. */
  static ObjectNode of(Class<? extends Record> record) {
    return schema(record);
  }

  /**
   * The schema of an object whose members are what an operation gives: those of a record, none for
   * {@code Void}, else the one member {@value #RESULT}.
   */
  static ObjectNode ofResult(Class<?> type) {
    if (type.isRecord()) {
      return schema(type);
    }
    return named(type == Void.class ? Optional.empty() : Optional.of(schema(type)));
  }

  /** The schema of an object that has a value without a name as its one member, or none. */
  static ObjectNode named(Optional<ObjectNode> value) {
    ObjectNode object = Json.mapper().createObjectNode().put("type", "object");
    value.ifPresent(schema -> {
      object.putObject("properties").set(RESULT, schema);
      object.putArray("required").add(RESULT);
    });
    return object.put("additionalProperties", false);
  }

  private static ObjectNode schema(Class<?> type) {
    // Read back, because defaults stand in the generator's answer as Java objects rather than JSON.
    return (ObjectNode) Json.of(GENERATOR.generateSchema(type)).parse();
  }

  private static SchemaGeneratorConfig config() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS)
            .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
    builder.forTypesInGeneral().withPropertySorter((first, second) -> 0);
    builder
        .forFields()
        .withTargetTypeOverridesResolver(field -> {
          Class<?> raw = field.getType().getErasedType();
          if (raw == Optional.class) {
            return List.of(field.getTypeParameterFor(Optional.class, 0));
          }
          Class<?> flat = FLAT.get(raw);
          return flat == null ? null : List.of(field.getContext().resolve(flat));
        })
        .withCustomDefinitionProvider((field, context) ->
            Optional.ofNullable(field.getAnnotation(ValueSchema.class))
                .map(schema -> written(schema, field))
                .orElse(null))
        .withNullableCheck(field -> false)
        .withRequiredCheck(RecordSchema::isRequired)
        .withWriteOnlyCheck(field -> field.getAnnotation(Secret.class) != null)
        .withDefaultResolver(RecordSchema::defaultOf);
    // Last, since of several answers the first counts and the module gives every default as a
    // string.
    return builder
        .with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
        .build();
  }

  /** What stands in the annotation, and what other annotations add to it. */
  private static CustomPropertyDefinition written(ValueSchema schema, FieldScope field) {
    if (!(new Json(schema.value()).parse() instanceof ObjectNode object)) {
      throw new IllegalArgumentException(
          "a value's schema is a JSON object, not " + schema.value());
    }
    JsonPropertyDescription description =
        field.getAnnotationConsideringFieldAndGetter(JsonPropertyDescription.class);
    if (description != null) {
      object.put("description", description.value());
    }
    JsonNode standard = defaultOf(field);
    if (standard != null) {
      object.set("default", standard);
    }
    if (field.getAnnotation(Secret.class) != null) {
      object.put("writeOnly", true);
    }
    // By itself the generator would also close every object.
    return new CustomPropertyDefinition(object, CustomDefinition.EXCLUDING_ATTRIBUTES);
  }

  private static boolean isRequired(FieldScope field) {
    Class<?> raw = field.getDeclaredType().getErasedType();
    return raw != Optional.class && !FLAT.containsKey(raw) && defaultText(field).isEmpty();
  }

  private static Optional<String> defaultText(FieldScope field) {
    JsonProperty property = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
    return property == null || property.defaultValue().isEmpty()
        ? Optional.empty()
        : Optional.of(property.defaultValue());
  }

  /** A default is written as JSON in the annotation; what is not JSON is meant as a string. */
  private static @Nullable JsonNode defaultOf(FieldScope field) {
    return defaultText(field)
        .map(text -> {
          if (field.getType().getErasedType() == String.class) {
            return Json.mapper().getNodeFactory().stringNode(text);
          }
          try {
            return new Json(text).parse();
          } catch (JacksonException notJson) {
            return Json.mapper().getNodeFactory().stringNode(text);
          }
        })
        .orElse(null);
  }
}
