// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.Errand;
import dev.errand.task.Answer;
import dev.errand.task.AskedQuestion;
import dev.errand.task.InvalidAnswersException;
import dev.errand.task.Json;
import dev.errand.task.Task;
import dev.errand.task.TaskId;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers what a task asks: as somebody at the terminal says, or, where nobody is there, with what
 * counts without an answer.
 */
final class TypedAnswers {

  private final Errand errand;
  private final PrintStream screen;
  private final Optional<TypedLines> lines;

  /**
   * @param lines what is typed; absent where nobody is there
   */
  TypedAnswers(Errand errand, PrintStream screen, Optional<TypedLines> lines) {
    this.errand = errand;
    this.screen = screen;
    this.lines = lines;
  }

  /** Answers all that is open; false if there is nobody who could, and the task waits in vain. */
  boolean answer(Task task) throws InterruptedException {
    for (AskedQuestion question : errand.questions().of(task.id())) {
      while (isOpen(task.id(), question.key())) {
        Optional<Answer.Given> answer = answer(task.id(), question);
        if (answer.isEmpty()) {
          // Else it is over, and what becomes of it is seen elsewhere.
          return !isOpen(task.id(), question.key());
        }
        give(task.id(), question.key(), answer.get());
      }
    }
    return true;
  }

  private boolean isOpen(TaskId task, String key) {
    return errand.task(task.number()).filter(Task::isAsking).isPresent()
        && errand.questions().of(task).stream()
            .anyMatch(one -> one.isOpen() && one.key().equals(key));
  }

  private void give(TaskId task, String key, Answer.Given answer) {
    try {
      var _ = errand.questions().answer(task, Map.of(key, answer), Optional.empty());
    } catch (InvalidAnswersException e) {
      e.problems().forEach(problem -> screen.println("errand: " + problem));
    }
  }

  private Optional<Answer.Given> answer(TaskId task, AskedQuestion question)
      throws InterruptedException {
    screen.println("asks    " + question.text());
    if (lines.isEmpty()) {
      question.standard().ifPresent(standard -> screen.println("takes   " + standard));
      return question.standard().map(Answer.Accepted::new);
    }
    Optional<String> said = line(task, question, "[y]es, [n]o or [c]ancel");
    if (said.isEmpty()) {
      return Optional.empty();
    }
    return switch (said.get().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> content(task, question);
      case "n", "no" -> Optional.of(Answer.DECLINED);
      case "c", "cancel" -> Optional.of(Answer.DISMISSED);
      default -> answer(task, question);
    };
  }

  private Optional<Answer.Given> content(TaskId task, AskedQuestion question)
      throws InterruptedException {
    JsonNode schema = question.schema().parse();
    ObjectNode content = Json.mapper().createObjectNode();
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      Optional<String> said = line(task, question, prompt(member.getKey(), member.getValue()));
      if (said.isEmpty()) {
        return Optional.empty();
      }
      if (!said.get().isEmpty()) {
        content.set(member.getKey(), value(member.getValue(), said.get()));
      }
    }
    return Optional.of(new Answer.Accepted(Json.of(content)));
  }

  private Optional<String> line(TaskId task, AskedQuestion question, String prompt)
      throws InterruptedException {
    screen.print("        " + prompt + ": ");
    screen.flush();
    return lines.orElseThrow().next(() -> isOpen(task, question.key())).map(String::strip);
  }

  private static String prompt(String name, JsonNode schema) {
    String shown = schema.path("title").asString(schema.path("description").asString(name));
    JsonNode choices = schema.has("items") ? schema.path("items") : schema;
    List<String> known =
        Stream.concat(
                choices.path("enum").valueStream(),
                Stream.of("oneOf", "anyOf")
                    .flatMap(word -> choices.path(word).valueStream())
                    .map(one -> one.path("const")))
            .map(one -> one.asString(""))
            .toList();
    return known.isEmpty() ? shown : shown + " (" + String.join(", ", known) + ")";
  }

  /** What cannot be read as what it is to be is refused as any answer is that does not fit. */
  private static JsonNode value(JsonNode schema, String said) {
    Object value =
        switch (schema.path("type").asString("")) {
          case "boolean" ->
              switch (said.toLowerCase(Locale.ROOT)) {
                case "y", "yes", "true" -> true;
                case "n", "no", "false" -> false;
                default -> said;
              };
          case "integer", "number" -> number(said);
          case "array" -> Stream.of(said.split(",", -1)).map(String::strip).toList();
          default -> said;
        };
    return Json.of(value).parse();
  }

  private static Object number(String said) {
    try {
      return new BigDecimal(said);
    } catch (NumberFormatException e) {
      return said;
    }
  }
}
