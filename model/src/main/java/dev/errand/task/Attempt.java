// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The newest attempt of a task.
 *
 * @param number how many times it was started, so 0 before the first start
 * @param spared how many of the attempts before it the task's recovery rule does not count: their
 *     server was stopped on purpose, or lost its database
 * @param epoch a number that grows with every claim and every recovery, and fences late writers;
 *     never given twice, and below 2<sup>53</sup>
 * @param node the node that runs or ran it
 * @param usage what it and those before it used, of each that said so, in order
 * @param ran how long those before it ran, and this one as far as the store knows; counted only
 *     where a limit of the task depends on it
 * @param failed the newest that failed and after which the task waits or is tried again; none once
 *     the task has ended
 */
public record Attempt(
    int number,
    int spared,
    long epoch,
    Optional<String> node,
    List<AttemptUsage> usage,
    Duration ran,
    Optional<FailedAttempt> failed) {

  public static final Attempt NONE = new Attempt(0, 0, 0, Optional.empty());

  public Attempt {
    usage = List.copyOf(usage);
  }

  /** One of which nothing is known to have been used. */
  public Attempt(int number, int spared, long epoch, Optional<String> node) {
    this(number, spared, epoch, node, List.of(), Duration.ZERO, Optional.empty());
  }

  /** The same with what it and those before it used. */
  public Attempt withUsage(List<AttemptUsage> known) {
    return new Attempt(number, spared, epoch, node, known, ran, failed);
  }

  /** The same with how long those before it ran, or all once they are over. */
  public Attempt withRan(Duration known) {
    return new Attempt(number, spared, epoch, node, usage, known, failed);
  }

  /** The same of a task that has ended. */
  public Attempt over() {
    return failed.isEmpty()
        ? this
        : new Attempt(number, spared, epoch, node, usage, ran, Optional.empty());
  }

  /** How many attempts count against the recovery rule, this one among them. */
  public int counted() {
    return number - spared;
  }
}
