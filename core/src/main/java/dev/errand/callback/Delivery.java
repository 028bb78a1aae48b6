// SPDX-License-Identifier: Apache-2.0
package dev.errand.callback;

import dev.errand.callback.Subscriber.Receiver;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be sent to a subscriber, or was.
 *
 * @param task the number of the task
 * @param base where links in it begin
 * @param due when it is to be sent; while it is being sent, when others may take it for lost
 */
public record Delivery(
    long task,
    CallbackEvent event,
    Receiver receiver,
    String base,
    Progress progress,
    Optional<Instant> due) {

  /** How far a delivery is. */
  public enum State {
    /** What it tells of has not happened. */
    ARMED,
    /** It is to be sent, for the first time or again. */
    DUE,
    /** The subscriber has it. */
    DELIVERED,
    /** It was given up. */
    FAILED,
    /** What it tells of will not happen. */
    UNNEEDED
  }

  /**
   * How a delivery goes.
   *
   * @param attempts how often it was begun to be sent
   * @param said what came of the newest attempt: a status, or why there was none; absent while it
   *     is being sent
   */
  public record Progress(State state, int attempts, Optional<String> said) {}
}
