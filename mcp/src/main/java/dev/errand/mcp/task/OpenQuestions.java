// SPDX-License-Identifier: Apache-2.0
package dev.errand.mcp.task;

import dev.errand.GuardedErrand;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import dev.errand.task.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a task asks that nobody has answered yet, as of one moment.
 *
 * @param open in the order of asking
 * @param changed when the task last asked something, or was answered; absent if it never asked, or
 *     has ended
 */
public record OpenQuestions(List<AskedQuestion> open, Optional<Instant> changed) {

  private static final OpenQuestions NONE = new OpenQuestions(List.of(), Optional.empty());

  /** The questions of a task; none of one that is to stop, since no answer would help it. */
  public static OpenQuestions of(GuardedErrand errand, Task task) {
    if (task.status().isTerminal() || task.asked().questions() == 0) {
      return NONE;
    }
    List<AskedQuestion> all = errand.questions(task);
    boolean stops = task.cancelRequest().isPresent();
    return new OpenQuestions(
        stops ? List.of() : all.stream().filter(AskedQuestion::isOpen).toList(),
        all.stream().flatMap(OpenQuestions::times).max(Instant::compareTo));
  }

  private static Stream<Instant> times(AskedQuestion question) {
    return Stream.concat(
        Stream.of(question.asked()), question.answered().map(answered -> answered.time()).stream());
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** The first of them, and how many there are beside it; empty if there is none. */
  public Optional<String> text() {
    String more = open.size() > 1 ? " (and %d more)".formatted(open.size() - 1) : "";
    return open.stream().findFirst().map(first -> first.text() + more);
  }

  /** The requests to a client that can show forms, by the keys that it answers with. */
  ObjectNode requests() {
    ObjectNode requests = Json.mapper().createObjectNode();
    for (AskedQuestion question : open) {
      ObjectNode params =
          requests
              .putObject(question.key())
              .put("method", "elicitation/create")
              .putObject("params")
              .put("mode", "form")
              .put("message", question.text());
      params.set("requestedSchema", question.schema().parse());
    }
    return requests;
  }
}
