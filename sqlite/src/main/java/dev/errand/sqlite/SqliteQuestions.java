// SPDX-License-Identifier: Apache-2.0
package dev.errand.sqlite;

import dev.errand.sql.SqlQuestions;
import dev.errand.store.AskedOf;
import dev.errand.store.AttemptRef;
import dev.errand.store.Lapsing;
import dev.errand.store.Questions;
import dev.errand.task.Answered;
import dev.errand.task.AnswersTaken;
import dev.errand.task.AskedQuestion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Questions in the file of a store that is open, written by its one writer.
 *
 * @param store throws while it is not open
 */
record SqliteQuestions(Supplier<OpenStore> store) implements Questions {

  @Override
  public CompletableFuture<Optional<AskedOf>> ask(
      AttemptRef attempt, List<AskedQuestion> questions) {
    OpenStore open = store.get();
    return open.writer().write(() -> open.changes().questions().ask(attempt, questions));
  }

  @Override
  public CompletableFuture<Optional<AnswersTaken>> answer(
      long number, Map<String, Answered> answers) {
    OpenStore open = store.get();
    return open.writer().write(() -> open.changes().questions().answer(number, answers));
  }

  @Override
  public List<AskedQuestion> of(long number) {
    return ask(tables -> SqlQuestions.of(tables, number));
  }

  @Override
  public List<Lapsing> lapsing(Instant now, int limit) {
    return ask(tables -> SqlQuestions.lapsing(tables, now, limit));
  }

  private <T> T ask(dev.errand.sql.Tables.Query<T> query) {
    return new WriterTables(store).ask(query);
  }
}
