// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.task.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Progress as one line of text: what, how much, how fast, for how long. */
final class ProgressText {

  private static final int BAR = 20;

  private ProgressText() {}

  /**
   * @param unit what the amount counts; empty if nobody says
   */
  static String of(Optional<Progress> progress, Duration elapsed, String unit) {
    return of(progress, elapsed, unit, progress.map(Progress::amount).orElse(0.0));
  }

  /**
   * The same where not all was done in that time.
   *
   * @param gained how much was
   */
  static String of(Optional<Progress> progress, Duration elapsed, String unit, double gained) {
    String time = time(elapsed);
    if (progress.isEmpty()) {
      return time;
    }
    Progress at = progress.get();
    String what = at.text().isEmpty() ? "" : at.text() + "  ";
    String bar = at.total().isPresent() ? bar(at.amount(), at.total().getAsDouble()) : "";
    String amount = number(at.amount()) + (unit.isEmpty() ? "" : " " + unit);
    return what + bar + amount + rate(gained, elapsed) + "  " + time;
  }

  private static String bar(double amount, double total) {
    double part = total <= 0 ? 1 : Math.clamp(amount / total, 0, 1);
    int full = (int) (part * BAR);
    return "[%s%s] %3d %%  "
        .formatted("#".repeat(full), ".".repeat(BAR - full), (int) (part * 100));
  }

  private static String rate(double amount, Duration elapsed) {
    // A rate over less than this says more about the clock than about the work.
    if (elapsed.toMillis() < 500) {
      return "";
    }
    return "  " + number(amount * 1000 / elapsed.toMillis()) + "/s";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  static String time(Duration elapsed) {
    return elapsed.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart())
        : "%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
