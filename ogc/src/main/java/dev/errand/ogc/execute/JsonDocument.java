// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.MalformedJsonException;
import dev.errand.http.Request;
import dev.errand.http.StrictJson;
import dev.errand.ogc.OgcException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that strangers sent, as {@link StrictJson} reads it, with refusals in OGC's words. */
public final class JsonDocument {

  private JsonDocument() {}

  /**
   * Reads a whole document in UTF-8.
   *
   * @param what it is, for people
   * @throws OgcException 400 saying where it is wrong
   */
  public static JsonNode read(byte[] bytes, String what) {
    try {
      return StrictJson.read(bytes);
    } catch (MalformedJsonException e) {
      throw OgcException.of(400, what + " " + e.getMessage());
    }
  }

  /**
   * Reads the object that the body of a request is.
   *
   * @param what is described in it, as a sentence begins
   * @throws OgcException 400 if it is no object, 415 if it does not say that it is JSON
   */
  public static ObjectNode object(Request request, String what) {
    Optional<MediaType> type = request.contentType().map(MediaType::of);
    if (type.isPresent() && !type.get().isJson()) {
      throw OgcException.of(
          415, what + " is described in JSON: send it with Content-Type: application/json.");
    }
    if (read(request.body(), "The request body") instanceof ObjectNode object) {
      return object;
    }
    throw OgcException.of(400, "The request body must be a JSON object.");
  }
}
