// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.mcp.wire.Fault;
import dev.errand.task.Answer;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what a client answers to the questions of a task. */
final class InputResponses {

  private InputResponses() {}

  /**
   * The answers by the keys of their questions; whatever is said to other keys is passed over.
   *
   * @param open what is asked
   * @throws Fault naming what is wrong
   */
  static Map<String, Answer.Given> of(ObjectNode params, OpenQuestions open) {
    if (!(params.path("inputResponses") instanceof ObjectNode responses)) {
      throw Fault.invalidParams("'inputResponses' must be an object.");
    }
    Map<String, Answer.Given> answers = new LinkedHashMap<>();
    for (AskedQuestion question : open.open()) {
      String key = question.key();
      if (responses.has(key)) {
        answers.put(key, answer(key, responses.path(key)));
      }
    }
    return answers;
  }

  private static Answer.Given answer(String key, JsonNode response) {
    return switch (response.path("action").asString("")) {
      case "accept" -> new Answer.Accepted(content(key, response.path("content")));
      case "decline" -> Answer.DECLINED;
      case "cancel" -> Answer.DISMISSED;
      default -> throw wrong(key, "action", "accept, decline or cancel");
    };
  }

  /** Who is asked for nothing but a yes need not send an object with nothing in it. */
  private static Json content(String key, JsonNode content) {
    if (content.isMissingNode() || content.isNull()) {
      return new Json("{}");
    }
    if (content instanceof ObjectNode filled) {
      return Json.of(filled);
    }
    throw wrong(key, "content", "an object");
  }

  private static Fault wrong(String key, String member, String expected) {
    return Fault.invalidParams(
        "'inputResponses/%s/%s' must be %s.".formatted(key, member, expected));
  }
}
