// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A value with what is to be known about it. */
record QualifiedValue(JsonNode value, Optional<String> mediaType, Optional<String> encoding) {

  /** Reads the object; some clients put all but the value into a member {@code format}. */
  static QualifiedValue of(JsonNode object) {
    return new QualifiedValue(
        object.path("value"), member(object, "mediaType"), member(object, "encoding"));
  }

  private static Optional<String> member(JsonNode object, String name) {
    return object.path(name).asStringOpt().or(() -> object.path("format").path(name).asStringOpt());
  }

  boolean isEncoded() {
    return encoding.filter(name -> !name.equalsIgnoreCase("utf-8")).isPresent();
  }

  /**
   * The value itself.
   *
   * @throws UnusableInputException if it is not encoded as it says, or of another media type than
   *     the input
   */
  JsonNode unpack(JsonNode schema) {
    mediaType.ifPresent(type -> InputContent.requireType(type, schema));
    if (!isEncoded()) {
      return value;
    }
    if (!encoding.orElseThrow().equalsIgnoreCase("base64")) {
      throw new UnusableInputException("is encoded in a way that is not known here; use base64");
    }
    if (!value.isString()) {
      throw new UnusableInputException("says that it is Base64 and is no text");
    }
    try {
      // Line breaks are usual.
      byte[] bytes = Base64.getMimeDecoder().decode(value.stringValue());
      return InputContent.value(bytes, mediaType, schema);
    } catch (IllegalArgumentException e) {
      throw new UnusableInputException("is no Base64");
    }
  }
}
