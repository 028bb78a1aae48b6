// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.store.Lapsing;
import dev.errand.task.Answered;
import dev.errand.task.AskedQuestion;
import dev.errand.task.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions in a table beside the tasks. What changes them is called within a transaction of the
 * store's that has locked the row of the task before, so that of two answers the second finds the
 * first, and nothing is parked that was answered meanwhile.
 */
public final class SqlQuestions {

  private static final String OF_TASK =
      "SELECT " + QuestionRow.COLUMNS + " FROM question WHERE task = ? ORDER BY place";

  private static final String ASK =
      """
      INSERT INTO question (task, key, place, text, schema, standard, asked, until, due, awaited)
      SELECT ?, ?, questions, ?, ?, ?, ?, ?, ?, ? FROM task WHERE number = ?
      ON CONFLICT DO NOTHING
      """;

  private static final String ASKED = "UPDATE task SET questions = questions + 1 WHERE number = ?";

  private static final String ANSWER =
      """
      UPDATE question SET action = ?, content = ?, answered = ?, answered_by = ?, due = NULL
      WHERE task = ? AND key = ? AND answered IS NULL
      """;

  private static final String ANSWERED = "UPDATE task SET answers = answers + ? WHERE number = ?";

  private static final String AWAIT = "UPDATE question SET awaited = ? WHERE task = ?";
  private static final String AWAIT_ONE = AWAIT + " AND key = ?";

  private static final String AWAITED =
      "SELECT 1 FROM question WHERE task = ? AND awaited = ? AND answered IS NULL LIMIT 1";

  /** Public so that a store can show that it answers by walking an index. */
  public static final String LAPSING =
      """
      SELECT task, key, standard FROM question
      WHERE due IS NOT NULL AND due <= ? ORDER BY due LIMIT ?
      """;

  private static final String LAPSE_NO_MORE =
      "UPDATE question SET due = NULL WHERE task = ? AND due IS NOT NULL";

  private SqlQuestions() {}

  /** All that the task has asked, in the order of asking. */
  public static List<AskedQuestion> of(Statements statements, long task) throws SQLException {
    try (ResultSet rows = statements.bind(OF_TASK).number(task).query()) {
      return QuestionRow.all(rows);
    }
  }

  /** Adds those that the task has not asked yet. */
  public static void ask(Statements statements, long task, Collection<AskedQuestion> questions)
      throws SQLException {
    for (AskedQuestion question : questions) {
      BoundStatement row =
          statements
              .bind(ASK)
              .number(task)
              .text(question.key())
              .text(question.text())
              .text(question.schema().text())
              .text(question.standard().map(Json::text).orElse(null))
              .number(Millis.of(question.asked()));
      // Once as it is shown, once as it is looked for.
      row = ScheduleParameters.time(row, question.until());
      row = ScheduleParameters.time(row, question.until());
      if (row.flag(false).number(task).update() > 0) {
        int _ = statements.bind(ASKED).number(task).update();
      }
    }
  }

  /** Takes answers to what is open; the keys of those that were. */
  public static Set<String> answer(Statements statements, long task, Map<String, Answered> answers)
      throws SQLException {
    Set<String> taken = new HashSet<>();
    for (Map.Entry<String, Answered> answer : answers.entrySet()) {
      Answered answered = answer.getValue();
      int rows =
          statements
              .bind(ANSWER)
              .text(QuestionRow.action(answered.answer()))
              .text(answered.answer().value().map(Json::text).orElse(null))
              .number(Millis.of(answered.time()))
              .text(answered.by().orElse(null))
              .number(task)
              .text(answer.getKey())
              .update();
      if (rows > 0) {
        taken.add(answer.getKey());
      }
    }
    if (!taken.isEmpty()) {
      int _ = statements.bind(ANSWERED).number(taken.size()).number(task).update();
    }
    return taken;
  }

  /** Notes which questions a task waits for that is about to be parked; whether any is open. */
  public static boolean await(Statements statements, long task, Set<String> keys)
      throws SQLException {
    int _ = statements.bind(AWAIT).flag(false).number(task).update();
    for (String key : keys) {
      int _ = statements.bind(AWAIT_ONE).flag(true).number(task).text(key).update();
    }
    return isAwaiting(statements, task);
  }

  /** Whether a question is open that the task was parked for. */
  public static boolean isAwaiting(Statements statements, long task) throws SQLException {
    try (ResultSet row = statements.bind(AWAITED).number(task).flag(true).query()) {
      return row.next();
    }
  }

  /** Open questions whose time is over, the longest first. */
  public static List<Lapsing> lapsing(Statements statements, Instant now, int limit)
      throws SQLException {
    List<Lapsing> lapsing = new ArrayList<>();
    try (ResultSet row = statements.bind(LAPSING).number(Millis.of(now)).number(limit).query()) {
      while (row.next()) {
        Optional<Json> standard = Optional.ofNullable(row.getString(3)).map(Json::new);
        lapsing.add(new Lapsing(row.getLong(1), row.getString(2), standard));
      }
    }
    return lapsing;
  }

  /** Of a task that has ended: its questions stay as they are, and nobody looks for them again. */
  public static void close(Statements statements, long task) throws SQLException {
    int _ = statements.bind(LAPSE_NO_MORE).number(task).update();
  }
}
