// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.task.Output;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** One output of a job. */
sealed interface JobOutput {

  String id();

  /** With parameters. */
  String mediaType();

  /**
   * A part of the task's result.
   *
   * @param schema what the operation says of it
   */
  record Value(String id, JsonNode value, JsonNode schema) implements JobOutput {

    @Override
    public String mediaType() {
      String own = schema.path("contentMediaType").asString("");
      if (!own.isEmpty()) {
        return own;
      }
      return value.isString() ? MediaType.TEXT : MediaType.JSON;
    }

    /** The bytes as that media type has them. */
    byte[] bytes(String type) {
      String text =
          value.isString() && !MediaType.of(type).isJson() ? value.stringValue() : value.toString();
      return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the standard lets it stand in a document as it is. */
    boolean isPlain() {
      return !value.isObject() || value.path("bbox").isArray();
    }
  }

  /** A file that the task left. */
  record File(String id, Output output) implements JobOutput {

    @Override
    public String mediaType() {
      return output.mediaType();
    }
  }
}
