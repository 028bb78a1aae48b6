// SPDX-License-Identifier: Apache-2.0
package dev.errand.engine;

import java.time.Duration;
import java.util.Locale;

/** How logs tell durations. */
final class Durations {

  private Durations() {}

  /** As settings write it: 90s, 10m, 2h30m. */
  static String shown(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
