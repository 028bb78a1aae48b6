// SPDX-License-Identifier: Apache-2.0
package dev.errand.schedule;

import java.util.Locale;

/** What happens to a tick while a task of an earlier one has not ended. */
public enum Overlap {
  /** Nothing is started. */
  SKIP,
  /** The new task waits until the older ones have ended. */
  QUEUE,
  /** The older ones are cancelled; the new task begins when they have ended. */
  CANCEL;

  /** The most unfinished tasks of a schedule; ticks beyond are passed over. */
  public static final int MOST_UNFINISHED = 100;

  /** As texts have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
