// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfig;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import dev.errand.Json;
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
 * The JSON Schema (draft 2020-12) of an inputs record, by the rules that {@link OperationSpec}
 * tells.
 *
 * @see <a href="https://json-schema.org/draft/2020-12/json-schema-core">JSON Schema Core</a>
 */
final class InputSchema {

  private static final Map<Class<?>, Class<?>> FLAT =
      Map.of(
          OptionalInt.class, Integer.class,
          OptionalLong.class, Long.class,
          OptionalDouble.class, Double.class);

  private static final SchemaGenerator GENERATOR = new SchemaGenerator(config());

  private InputSchema() {}

  /** The schema of a record; a fresh copy. */
  static ObjectNode of(Class<? extends Record> inputs) {
    // Read back, because defaults stand in the generator's answer as Java objects rather than JSON.
    return (ObjectNode) Json.of(GENERATOR.generateSchema(inputs)).parse();
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
        .withNullableCheck(field -> false)
        .withRequiredCheck(InputSchema::isRequired)
        .withWriteOnlyCheck(field -> field.getAnnotation(Secret.class) != null)
        .withDefaultResolver(InputSchema::defaultOf);
    // Last, since of several answers the first counts and the module gives every default as a
    // string.
    return builder
        .with(new JacksonSchemaModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
        .build();
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
