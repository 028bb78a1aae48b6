// SPDX-License-Identifier: Apache-2.0
package dev.errand.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does things at the same time. With {@code -Draces=N} every race is run N times as often. */
final class Races {

  private static final int TIMES = Integer.getInteger("races", 1);

  private Races() {}

  /**
   * How often to run a race.
   *
   * @param usually in a build
   */
  static int rounds(int usually) {
    return usually * TIMES;
  }

  /** Runs all at the same time and gives what they answered. */
  static <T> List<T> together(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<T>> answers = new ArrayList<>();
      for (Callable<T> call : calls) {
        answers.add(
            threads.submit(() -> {
              start.await(30, TimeUnit.SECONDS);
              return call.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> answer : answers) {
        results.add(answer.get(120, TimeUnit.SECONDS));
      }
      return results;
    }
  }
}
