// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc;

import java.time.Duration;

/** How long an answer may wait for the end of a task. */
public sealed interface Wait {

  /** It comes at once. */
  record Not() implements Wait {}

  /** For a time, and then it tells how far the task is. */
  record AtMost(Duration time) implements Wait {}

  /** However long it takes. */
  record ToTheEnd() implements Wait {}
}
