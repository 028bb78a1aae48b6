// SPDX-License-Identifier: Apache-2.0
package dev.errand.http;

import dev.errand.task.UnknownOutcomeException;
import java.util.Map;

/**
 * What a caller is told of a change that may have been stored or not: 504 and never when to try
 * again, because clients that repeat by themselves would do it twice.
 */
public final class UnknownOutcome {

  /** The status; the only one of the 5xx that common clients do not repeat by themselves. */
  public static final int STATUS = 504;

  private static final String BOTH = "it may have been, or may be a little later.";

  private UnknownOutcome() {}

  static Problem of(UnknownOutcomeException unknown) {
    String message =
        unknown.task().isPresent()
            ? ofStart("the task", "Look for it in the list of tasks, by owner and time,")
            : "The database did not answer in time, so it is not known whether this was done: "
                + BOTH
                + " Look at "
                + unknown.look()
                + " before you repeat it.";
    return new Problem(STATUS, message, Map.of());
  }

  /**
   * The message for a start.
   *
   * @param what is started, in the words of the dialect
   * @param look how to find out, to stand before "before you start it again"
   */
  public static String ofStart(String what, String look) {
    return "The database did not answer in time, so it is not known whether "
        + what
        + " was stored: "
        + BOTH
        + " "
        + look
        + " before you start it again. The execution of a process with an Idempotency-Key can be"
        + " repeated safely.";
  }
}
