// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads questions from rows that were selected with {@link #COLUMNS}. */
final class QuestionRow {

  static final String COLUMNS =
      "key, text, schema, standard, asked, until, action, content, answered, answered_by";

  private QuestionRow() {}

  static List<AskedQuestion> all(ResultSet rows) throws SQLException {
    List<AskedQuestion> all = new ArrayList<>();
    while (rows.next()) {
      all.add(read(rows));
    }
    return all;
  }

  private static AskedQuestion read(ResultSet row) throws SQLException {
    return new AskedQuestion(
        row.getString(1),
        row.getString(2),
        new Json(row.getString(3)),
        json(row, 4),
        Instant.ofEpochMilli(row.getLong(5)),
        time(row, 6),
        answered(row));
  }

  private static Optional<Answered> answered(ResultSet row) throws SQLException {
    String action = row.getString(7);
    return action == null
        ? Optional.empty()
        : Optional.of(
            new Answered(
                answer(action, json(row, 8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Optional.ofNullable(row.getString(10))));
  }

  private static Answer answer(String action, Optional<Json> content) {
    return switch (action) {
      case "accept" -> new Answer.Accepted(content.orElse(Json.EMPTY_OBJECT));
      case "decline" -> Answer.DECLINED;
      case "cancel" -> Answer.DISMISSED;
      case "timeout" -> new Answer.TimedOut(content);
      default -> throw new IllegalStateException("the table has an answer '" + action + "'");
    };
  }

  /** What {@link #answer} reads. */
  static String action(Answer answer) {
    return switch (answer) {
      case Answer.Accepted _ -> "accept";
      case Answer.Declined _ -> "decline";
      case Answer.Dismissed _ -> "cancel";
      case Answer.TimedOut _ -> "timeout";
    };
  }

  private static Optional<Json> json(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Json::new);
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    @Nullable Object none = row.getObject(column);
    return none == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(column)));
  }
}
