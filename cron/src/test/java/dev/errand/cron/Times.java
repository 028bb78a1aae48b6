// SPDX-License-Identifier: Apache-2.0
package dev.errand.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** When an expression comes in a zone. */
record Times(String expression, ZoneId zone) {

  /** So many times after another. */
  List<Instant> next(Instant after, int count) {
    CronExpression parsed = CronExpression.parse(expression);
    List<Instant> times = new ArrayList<>();
    Instant last = after;
    while (times.size() < count) {
      last = parsed.next(last, zone).orElseThrow();
      times.add(last);
    }
    return times;
  }
}
