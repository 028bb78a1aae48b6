// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** A task cannot be run as its submission asks for. */
public final class OptionRefusedException extends RefusedException {

  private static final long serialVersionUID = 1;

  /**
   * @param option which
   * @param asked what was asked for, for people
   * @param allowed what may be
   */
  public OptionRefusedException(String option, String asked, String allowed) {
    super(
        Reason.INVALID,
        "%s is too much for '%s': it may be %s. Ask for that or less, or leave it out."
            .formatted(asked, option, allowed));
  }
}
