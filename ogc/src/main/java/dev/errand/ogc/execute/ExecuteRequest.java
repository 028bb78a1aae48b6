// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.execute;

import dev.errand.http.Request;
import dev.errand.http.StrictJson;
import dev.errand.ogc.OgcException;
import dev.errand.operation.OperationInfo;
import dev.errand.task.Sha256;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is asked of a process. Members that the standard does not know are passed over.
 *
 * @param document all of it
 */
record ExecuteRequest(OperationInfo process, ObjectNode document) {

  private static final Logger LOG = LoggerFactory.getLogger(ExecuteRequest.class);

  /**
   * Reads the body.
   *
   * @throws OgcException 400 if it is no such document, 415 if it does not say that it is JSON
   */
  static ExecuteRequest of(Request request, OperationInfo process) {
    return new ExecuteRequest(process, JsonDocument.object(request, "What to execute"));
  }

  /**
   * The inputs as they came.
   *
   * @throws OgcException 400 if they are no object
   */
  ObjectNode inputs() {
    return object("inputs").orElseGet(document::objectNode);
  }

  /** Whom to tell about the end, as it came. */
  Optional<ObjectNode> subscriber() {
    return object("subscriber");
  }

  /**
   * How long the job is to be kept after its end; empty where that is left to the server.
   *
   * @throws OgcException 400 if that is no duration, or none at all
   */
  Optional<Duration> retention() {
    JsonNode member = document.path("retention");
    if (member.isMissingNode() || member.isNull()) {
      return Optional.empty();
    }
    try {
      Duration asked = Duration.parse(member.asString(""));
      if (asked.toMillis() > 0) {
        return Optional.of(asked);
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      LOG.debug("No duration: {}", member, e);
    }
    throw JsonMembers.wrong(
        "retention", "a duration as ISO 8601 writes it, such as 'PT12H' or 'P1D'");
  }

  private Optional<ObjectNode> object(String name) {
    JsonNode member = document.path(name);
    if (member.isMissingNode() || member.isNull()) {
      return Optional.empty();
    }
    if (member instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw JsonMembers.wrong(name, "an object");
  }

  /**
   * How the results are to be answered.
   *
   * @throws OgcException 400 if that is not possible
   */
  Reply reply() {
    JsonNode response = document.path("response");
    Packing packing =
        response.isMissingNode() || response.isNull()
            ? Packing.RAW
            : Packing.named(response.asString(""))
                .orElseThrow(() -> JsonMembers.wrong("response", "'raw' or 'document'"));
    return new Reply(packing, Wishes.read(process, document.path("outputs")));
  }

  /** The same for all spellings of the same wish, in hexadecimal digits. */
  String fingerprint() {
    return Sha256.hex(process.name() + '\n' + StrictJson.canonical(document));
  }
}
