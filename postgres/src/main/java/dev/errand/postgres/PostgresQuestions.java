// SPDX-License-Identifier: Apache-2.0
package dev.errand.postgres;

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

/**
 * Questions in the database of a store, written by its one writer.
 *
 * @param tables of the store
 */
record PostgresQuestions(WriterTables tables) implements Questions {

  /** An attempt waits as long as it takes, as it does for its end. */
  @Override
  public CompletableFuture<Optional<AskedOf>> ask(
      AttemptRef attempt, List<AskedQuestion> questions) {
    OpenStore store = tables.store().get();
    return store.writer().write(Asks.command(store.kinds().asks(), attempt, questions));
  }

  @Override
  public CompletableFuture<Optional<AnswersTaken>> answer(
      long number, Map<String, Answered> answers) {
    OpenStore store = tables.store().get();
    Answering.Given given = new Answering.Given(number, answers);
    return tables.write(Answering.command(store.kinds().answering(), given));
  }

  @Override
  public List<AskedQuestion> of(long number) {
    return tables.ask(statements -> SqlQuestions.of(statements, number));
  }

  @Override
  public List<Lapsing> lapsing(Instant now, int limit) {
    return tables.ask(statements -> SqlQuestions.lapsing(statements, now, limit));
  }
}
