// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.time.Duration;

/** A task cannot be kept as long as its submission asks for. */
public final class RetentionRefusedException extends RefusedException {

  private static final long serialVersionUID = 1;

  /**
   * @param longest what may be asked for
   */
  public RetentionRefusedException(Duration asked, Duration longest) {
    super(
        Reason.INVALID,
        "A retention of %s is too long: tasks of this operation are kept for %s at the most. Ask for that or less, or leave it out."
            .formatted(asked, longest));
  }
}
