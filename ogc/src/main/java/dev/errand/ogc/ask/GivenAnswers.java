// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.ask;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import dev.errand.ogc.execute.JsonDocument;
import dev.errand.ogc.execute.JsonMembers;
import dev.errand.task.Answer;
import dev.errand.task.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads answers: an object whose members are called by the keys of their questions. */
final class GivenAnswers {

  private static final Set<String> KNOWN = Set.of("action", "content");

  /** As many as a job may ask. */
  private static final int MOST = 1_000;

  private GivenAnswers() {}

  /**
   * The answers in a request.
   *
   * @throws OgcException 400 naming what is wrong, 415 if it does not say that it is JSON
   */
  static Map<String, Answer.Given> of(Request request) {
    ObjectNode body = JsonDocument.object(request, "An answer");
    if (body.isEmpty() || body.size() > MOST) {
      throw OgcException.of(
          400,
          "The request body must have a member for each answer, called by the key of its question.");
    }
    Map<String, Answer.Given> answers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : body.properties()) {
      answers.put(member.getKey(), answer(shown(member.getKey()), member.getValue()));
    }
    return answers;
  }

  private static Answer.Given answer(String key, JsonNode given) {
    if (!(given instanceof ObjectNode object)) {
      throw JsonMembers.wrong(key, "an object with an action");
    }
    for (String name : object.propertyNames()) {
      if (!KNOWN.contains(name)) {
        throw OgcException.of(
            400,
            "There is no member '%s/%s' here; there is action, content."
                .formatted(key, shown(name)));
      }
    }
    String action = new JsonMembers(object).text("action").orElse("");
    boolean filled = object.path("content").isObject();
    return switch (action) {
      case "accept" -> {
        if (!filled) {
          throw JsonMembers.wrong(key + "/content", "an object that fits the schema");
        }
        yield new Answer.Accepted(Json.of(object.get("content")));
      }
      case "decline" -> empty(key, object, Answer.DECLINED);
      case "cancel" -> empty(key, object, Answer.DISMISSED);
      default -> throw JsonMembers.wrong(key + "/action", "accept, decline or cancel");
    };
  }

  private static Answer.Given empty(String key, ObjectNode object, Answer.Given answer) {
    if (new JsonMembers(object).has("content")) {
      throw JsonMembers.wrong(key + "/content", "absent where nothing is accepted");
    }
    return answer;
  }

  private static String shown(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return cut.replaceAll("\\p{C}", "?");
  }
}
