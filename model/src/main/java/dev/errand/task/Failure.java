// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.List;
import java.util.Optional;

/**
 * Why a task failed.
 *
 * @param type the class of the exception, or one of the constants here where the engine ended it
 * @param message what the exception said, if anything
 * @param stackTrace the whole trace as text with line feeds; never empty
 * @param causes the chain of causes, nearest first, without the failure itself
 */
public record Failure(
    String type, Optional<String> message, String stackTrace, List<Cause> causes) {

  /** The type of a failure whose attempt was lost with its node. */
  public static final String LOST = "dev.errand.Lost";

  /** The type of a failure whose attempt was ended by the server's stop. */
  public static final String STOPPED = "dev.errand.Stopped";

  /** The type of a failure whose attempt, or all together, ran longer than is allowed. */
  public static final String TIME_LIMIT = "dev.errand.TimeLimit";

  /** The type of a failure of a task that had to wait longer than it was to. */
  public static final String WAIT_LIMIT = "dev.errand.WaitLimit";

  /** The type of a failure that an operator decided. */
  public static final String BY_HAND = "dev.errand.FailedByHand";

  public Failure {
    causes = List.copyOf(causes);
  }

  /** One link of the chain of causes. */
  public record Cause(String type, Optional<String> message) {}
}
