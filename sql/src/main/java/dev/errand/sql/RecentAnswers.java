// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * What the tables answered to questions of one kind, given again until the accounts change. Keeps a
 * bounded number, so a question must be small. Safe for all threads.
 */
final class RecentAnswers<Q, A> {

  private static final int MOST = 10_000;

  private record Answer<A>(long generation, A value) {}

  private final Generation generation;
  private final Function<Q, A> tables;
  private final Cache<Q, Answer<A>> answers =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  RecentAnswers(Generation generation, Function<Q, A> tables) {
    this.generation = generation;
    this.tables = tables;
  }

  A to(Q question) {
    // Before the tables are asked, so that a change made meanwhile makes the answer old, not false.
    long current = generation.current();
    Answer<A> known = answers.getIfPresent(question);
    if (known != null && known.generation() == current) {
      return known.value();
    }
    A value = tables.apply(question);
    answers.put(question, new Answer<>(current, value));
    return value;
  }
}
