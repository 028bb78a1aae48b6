// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A JSON value kept as its text, so that storing and passing it on costs no parsing. */
public record Json(String text) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              standard -> standard.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /** An object without members. */
  public static final Json EMPTY_OBJECT = new Json("{}");

  /** The JSON text of any value that Jackson can write. */
  public static Json of(Object value) {
    return new Json(MAPPER.writeValueAsString(value));
  }

  /**
   * The parsed value.
   *
   * @throws JacksonException if the text is not JSON
   */
  public JsonNode parse() {
    return MAPPER.readTree(text);
  }

  /**
   * The value read as {@code type}.
   *
   * @throws JacksonException if the text is not JSON or does not fit the type
   */
  public <T> T as(Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  /** The mapper behind this class: leaves absent members out, otherwise standard; thread-safe. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  @Override
  public String toString() {
    return text;
  }
}
