// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.store.AskedOf;
import dev.errand.task.Answer;
import dev.errand.task.Answered;
import dev.errand.task.Asked;
import dev.errand.task.AskedQuestion;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the task of an attempt has asked and how it was answered, as far as that is known here. Safe
 * for all threads.
 */
final class KnownAnswers {

  private final Map<String, Optional<Answered>> byKey = new HashMap<>();
  private Set<String> parkedFor = Set.of();
  private volatile Asked asked;

  /**
   * @param asked how much those before it have asked
   */
  KnownAnswers(Asked asked) {
    this.asked = asked;
  }

  /** How much was asked and answered. */
  Asked asked() {
    return asked;
  }

  /** Takes in what was read, perhaps later than what is newer: an answer stays. */
  synchronized void learn(AskedOf known) {
    Asked read = known.task().asked();
    asked =
        new Asked(
            Math.max(asked.questions(), read.questions()),
            Math.max(asked.answers(), read.answers()),
            false);
    for (AskedQuestion question : known.questions()) {
      byKey.merge(
          question.key(),
          question.answered(),
          (before, newer) -> before.isPresent() ? before : newer);
    }
    notifyAll();
  }

  /** The answers to all of these, in their order; empty if one is missing. */
  synchronized Optional<List<Answer>> to(Collection<String> keys) {
    List<Answer> answers =
        keys.stream().flatMap(key -> to(key).stream()).map(Answered::answer).toList();
    return answers.size() == keys.size() ? Optional.of(answers) : Optional.empty();
  }

  /** Who has answered what; empty if nobody has yet. */
  synchronized Optional<Answered> to(String key) {
    return byKey.getOrDefault(key, Optional.empty());
  }

  /** Waits until there may be an answer more to these, at most so long. */
  synchronized void await(Collection<String> keys, Duration atMost) throws InterruptedException {
    if (to(keys).isEmpty()) {
      wait(atMost.toMillis());
    }
  }

  /** Says that the attempt ends here, and its task waits for the answers to these. */
  synchronized void parkFor(Set<String> keys) {
    parkedFor = Set.copyOf(keys);
  }

  /** What the task is to wait for; nothing if the attempt goes on. */
  synchronized Set<String> parkedFor() {
    return parkedFor;
  }
}
