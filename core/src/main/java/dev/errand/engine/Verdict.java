// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import dev.errand.task.FailedAttempt;
import dev.errand.task.Outcome;
import dev.errand.task.Output;
import dev.errand.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an attempt comes to. */
sealed interface Verdict {

  /** The task ends. */
  record End(TaskStatus status, Outcome outcome, List<Output> outputs) implements Verdict {}

  /**
   * The task waits for another attempt.
   *
   * @param counts whether this one counts against the recovery rule
   * @param delay how long it waits at least
   * @param failed how this one failed, if it did
   */
  record Requeue(boolean counts, Duration delay, Optional<FailedAttempt> failed)
      implements Verdict {

    /** At once. */
    Requeue(boolean counts) {
      this(counts, Duration.ZERO, Optional.empty());
    }
  }

  /**
   * The task waits for answers, and begins again when they are there. The attempt does not count.
   *
   * @param keys of the questions
   */
  record Park(Set<String> keys) implements Verdict {}

  /** The operation's code was not called: the task waits as if it had not been claimed. */
  record GiveBack() implements Verdict {}

  /** Somebody else decides: this attempt lost its task. */
  record Nothing() implements Verdict {}

  /** The task goes on RUNNING without this process, and the next one goes on with the attempt. */
  record Leave() implements Verdict {}
}
