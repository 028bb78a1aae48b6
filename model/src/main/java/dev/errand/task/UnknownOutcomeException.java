// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change was stored is not known: the store was given it and did not say in time what
 * became of it. It may have been stored, or may still be, so whoever repeats it unseen may do it
 * twice.
 */
public class UnknownOutcomeException extends StoreException {

  private static final long serialVersionUID = 1;

  private final String look;
  private final @Nullable UUID task;

  /**
   * @param place which store that is, for whoever runs it
   * @param look what tells whether it was stored, to stand after "look at"
   */
  public UnknownOutcomeException(String place, String look, Throwable cause) {
    this(place, look, null, cause);
  }

  private UnknownOutcomeException(String place, String look, @Nullable UUID task, Throwable cause) {
    super(
        place
            + ": whether this was stored is not known, and it may have been. Look at "
            + look
            + " before it is repeated.",
        cause);
    this.look = look;
    this.task = task;
  }

  /**
   * A submission whose outcome is not known.
   *
   * @param task the key that the task has, if there is one
   */
  public static UnknownOutcomeException ofSubmission(UUID task, UnknownOutcomeException cause) {
    return new UnknownOutcomeException(
        "Task " + task, "the list of tasks, by owner and time,", task, cause);
  }

  /** What tells whether the change was stored, to stand after "look at". */
  public String look() {
    return look;
  }

  /** The key that a submitted task has, if it was stored; empty for any other change. */
  public Optional<UUID> task() {
    return Optional.ofNullable(task);
  }
}
