// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/**
 * Something that was asked for and cannot be, by the rules of an operation or the state of what it
 * works on, in a way that callers can be told: the message is for them.
 */
public abstract class RefusedException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why, as far as programs care. */
  public enum Reason {
    /** It can never be. */
    INVALID,
    /** What it needs is not there. */
    MISSING,
    /** It may not be. */
    FORBIDDEN,
    /** It cannot be now, as things are. */
    CONFLICT,
    /** Others are at it for longer than the caller waits; the same may be possible soon. */
    BUSY
  }

  protected RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  protected RefusedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
