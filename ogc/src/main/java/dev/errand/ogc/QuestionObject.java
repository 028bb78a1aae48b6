// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.AskedQuestion;

/**
 * A question of a job as a JSON object. Who has answered is told as whose job it is; what was
 * answered, to those only who might have answered.
 */
public final class QuestionObject {

  private QuestionObject() {}

  /**
   * Writes the object.
   *
   * @param seesAnswer whether the reader may answer as well
   */
  public static void write(
      JsonWriter out, AskedQuestion question, JobReader reader, boolean seesAnswer) {
    out.beginObject().text("key", question.key()).text("text", question.text());
    if (question.isOpen()) {
      out.json("schema", question.schema());
      question.standard().ifPresent(standard -> out.json("default", standard));
    }
    out.text("asked", question.asked().toString());
    question.until().ifPresent(until -> out.text("until", until.toString()));
    question.answered().ifPresent(answered -> write(out, answered, reader, seesAnswer));
    out.endObject();
  }

  private static void write(
      JsonWriter out, Answered answered, JobReader reader, boolean seesAnswer) {
    out.beginObject("answer").text("action", action(answered.answer()));
    if (seesAnswer) {
      answered.answer().value().ifPresent(content -> out.json("content", content));
    }
    out.text("time", answered.time().toString());
    if (reader.seesOwner()) {
      answered.by().ifPresent(who -> out.text("by", who));
    }
    out.endObject();
  }

  private static String action(Answer answer) {
    return switch (answer) {
      case Answer.Accepted _ -> "accept";
      case Answer.Declined _ -> "decline";
      case Answer.Dismissed _ -> "cancel";
      case Answer.TimedOut _ -> "timeout";
    };
  }
}
