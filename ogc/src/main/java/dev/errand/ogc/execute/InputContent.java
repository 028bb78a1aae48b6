// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.ogc.OgcException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Makes a value of bytes that were sent or fetched for an input. */
final class InputContent {

  private InputContent() {}

  /**
   * JSON where that is said and more than a text is wanted; Base64 where the input is binary; else
   * text.
   *
   * @throws UnusableInputException if they are none
   */
  static JsonNode value(byte[] bytes, Optional<String> mediaType, JsonNode schema) {
    boolean text = SchemaTypes.isOnly(schema, "string");
    if (text && schema.has("contentEncoding")) {
      return StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }
    boolean json = mediaType.map(MediaType::of).filter(MediaType::isJson).isPresent();
    // Servers of files often do not know that what they send is JSON.
    if (!text && (json || !SchemaTypes.of(schema).contains("string"))) {
      try {
        return JsonDocument.read(bytes, "what came");
      } catch (OgcException e) {
        throw new UnusableInputException(e.problem().detail());
      }
    }
    try {
      return StringNode.valueOf(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new UnusableInputException("what came is no text in UTF-8");
    }
  }

  /**
   * Does nothing, or refuses a media type where the input is of another.
   *
   * @throws UnusableInputException saying which
   */
  static void requireType(String mediaType, JsonNode schema) {
    String wanted = schema.path("contentMediaType").asString("");
    if (!wanted.isEmpty() && !MediaType.of(wanted).equals(MediaType.of(mediaType))) {
      throw new UnusableInputException("must be of the media type " + wanted);
    }
  }
}
