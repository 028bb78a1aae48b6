// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.limit.Limit;
import dev.errand.limit.Rate;
import dev.errand.operation.Asks;
import dev.errand.operation.Recovery;
import dev.errand.operation.RetryPolicy;
import dev.errand.operation.Starters;
import dev.errand.operation.Treatment;
import dev.errand.task.Submission;
import dev.errand.task.TimeLimits;
import java.time.Duration;
import java.util.Optional;

/** Reads how the engine treats an operation. A program mostly waits. */
final class TreatmentReader {

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST = 1_000;
  private static final String RATE = "write how many in what time, such as 60/1m";
  private static final String PRIORITY =
      "write a whole number from -%1$d to %1$d".formatted(Submission.HIGHEST_PRIORITY);
  private static final String ATTEMPTS = "write a whole number from 2 to " + MOST;

  private TreatmentReader() {}

  static Treatment read(Members declaration) {
    return new Treatment(
        recovery(declaration),
        true,
        starters(declaration),
        timeLimits(declaration),
        declaration.read("priority", TreatmentReader::priority, PRIORITY).orElse(0),
        declaration.find("retry").flatMap(TreatmentReader::retry),
        declaration.read("retention", Quantities::time, Quantities.TIME),
        limit(declaration),
        Asks.NOTHING);
  }

  /** That of an attempt is kept by what runs the program, which knows how to end it. */
  private static TimeLimits timeLimits(Members declaration) {
    return new TimeLimits(
        Optional.empty(),
        declaration.read("totalTimeLimit", Quantities::time, Quantities.TIME),
        declaration.read("waitLimit", TreatmentReader::wait, Quantities.TIME));
  }

  private static Duration wait(String text) {
    Duration wait = Quantities.time(text);
    TimeLimits _ = TimeLimits.NONE.waiting(wait);
    return wait;
  }

  private static int priority(String text) {
    int priority = Integer.parseInt(text);
    Submission.requirePriority(priority);
    return priority;
  }

  private static Limit limit(Members declaration) {
    Limit limit = Limit.NONE;
    Optional<Long> all = declaration.read("concurrency", Quantities::count, Quantities.COUNT);
    limit = all.isPresent() ? limit.concurrency(all.get()) : limit;
    Optional<Long> node =
        declaration.read("concurrencyPerNode", Quantities::count, Quantities.COUNT);
    limit = node.isPresent() ? limit.concurrencyPerNode(node.get()) : limit;
    Optional<Long> waiting = declaration.read("waiting", Quantities::count, Quantities.COUNT);
    limit = waiting.isPresent() ? limit.waiting(waiting.get()) : limit;
    return declaration.read("rate", Rate::valueOf, RATE).map(limit::rate).orElse(limit);
  }

  private static Optional<RetryPolicy> retry(Value declared) {
    Members retry = new Members(declared, "attempts", "delay", "longest");
    Optional<Integer> attempts =
        retry
            .require("attempts", "write how many there may be in all")
            .flatMap(_ -> retry.read("attempts", TreatmentReader::attempts, ATTEMPTS));
    Duration delay =
        retry.read("delay", Quantities::time, Quantities.TIME).orElse(Duration.ofSeconds(1));
    Duration longest =
        retry
            .read("longest", Quantities::time, Quantities.TIME)
            .orElse(delay.compareTo(LONGEST) > 0 ? delay : LONGEST);
    if (longest.compareTo(delay) < 0) {
      declared.mistake("'longest' is shorter than 'delay'", "delays grow from one to the other");
      return Optional.empty();
    }
    return attempts.map(most -> RetryPolicy.attempts(most).delays(delay, longest));
  }

  private static int attempts(String text) {
    int attempts = Integer.parseInt(text);
    if (attempts < 2 || attempts > MOST) {
      throw new IllegalArgumentException(text);
    }
    return attempts;
  }

  private static Starters starters(Members declaration) {
    return declaration
        .read(
            "starters",
            text ->
                switch (text) {
                  case "users" -> Starters.USERS;
                  case "administrators" -> Starters.ADMINISTRATORS;
                  default -> throw new IllegalArgumentException(text);
                },
            "write users or administrators")
        .orElse(Starters.USERS);
  }

  private static Recovery recovery(Members declaration) {
    return declaration
        .read(
            "recovery",
            text ->
                switch (text) {
                  case "repeat" -> Recovery.RETRY;
                  case "fail" -> Recovery.FAIL;
                  default -> throw new IllegalArgumentException(text);
                },
            "write repeat, if it does no harm twice, or fail")
        .orElse(Recovery.FAIL);
  }
}
