// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import dev.errand.task.Json;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation wants to know from whoever started its task, or may answer for them. Not for
 * secrets: answers are stored and shown.
 *
 * @param key which of the task's questions this is: an attempt that asks again with the same key
 *     gets the answer to what was asked first, so each question of a task has one of its own
 * @param text for people
 * @param schema the JSON Schema of the answer: an object whose members are texts, numbers, truth
 *     values, choices of texts, or lists of such choices, which is what MCP's clients can show
 * @param limit how long there is time to answer, from the first asking on; for ever where absent
 * @param standard what counts when that time is over
 */
public record Question(
    String key, String text, Json schema, Optional<Duration> limit, Optional<Json> standard) {

  /** How long a text may be. */
  public static final int LONGEST_TEXT = 4_000;

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Yes or no: to accept or to decline is the answer. */
  private static final Json NOTHING_MORE = new Json("{\"type\":\"object\",\"properties\":{}}");

  /**
   * @throws IllegalArgumentException if the key, the text or the schema is none, the time limit is
   *     below a millisecond, or the standard does not fit the schema
   */
  public Question {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "the key of a question is up to 100 letters, digits, dots, hyphens and underscores, not '"
              + key
              + "'");
    }
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "the text of a question has up to %d characters and is not blank"
              .formatted(LONGEST_TEXT));
    }
    AnswerForm form = AnswerForm.of(schema);
    limit.ifPresent(TimeLimits.NONE::attempt);
    standard = standard.map(form::requireFitting);
  }

  /**
   * Asks for what a record holds. Its schema is made as that of an operation's inputs is: see
   * {@link OperationSpec}.
   */
  public static Question of(String key, String text, Class<? extends Record> answer) {
    ObjectNode schema = RecordSchema.of(answer);
    // Nobody is told this, and it holds all the same.
    schema.remove("additionalProperties");
    return of(key, text, Json.of(schema));
  }

  /** The same with a schema that is known only at run time. */
  public static Question of(String key, String text, Json schema) {
    return new Question(key, text, schema, Optional.empty(), Optional.empty());
  }

  /** Asks for nothing but yes, which is to accept, or no, which is to decline. */
  public static Question yesOrNo(String key, String text) {
    return of(key, text, NOTHING_MORE);
  }

  /** The same with so much time to answer. */
  public Question within(Duration time) {
    return new Question(key, text, schema, Optional.of(time), standard);
  }

  /**
   * The same with what counts when the time is over.
   *
   * @param answer of the class that is asked for, or {@link Json}
   */
  public Question otherwise(Object answer) {
    Json json = answer instanceof Json given ? given : Json.of(answer);
    return new Question(key, text, schema, limit, Optional.of(json));
  }
}
