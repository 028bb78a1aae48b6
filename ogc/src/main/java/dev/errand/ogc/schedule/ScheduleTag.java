// SPDX-License-Identifier: Apache-2.0
package dev.errand.ogc.schedule;

import dev.errand.http.Request;
import dev.errand.ogc.OgcException;
import dev.errand.schedule.Schedule;
import java.util.List;

/** The entity tag of a schedule: of what people change of it, and not of how it goes. */
final class ScheduleTag {

  private ScheduleTag() {}

  /** With its quotes. */
  static String of(Schedule schedule) {
    return "\"r" + schedule.revision().number() + '"';
  }

  /**
   * Does nothing if the caller means this very revision, or any.
   *
   * @throws OgcException 412 if not
   */
  static void require(Request request, Schedule schedule) {
    List<String> headers = request.headers("If-Match");
    if (headers.isEmpty()) {
      return;
    }
    for (String header : headers) {
      for (String tag : header.split(",", -1)) {
        if (tag.strip().equals("*") || tag.strip().equals(of(schedule))) {
          return;
        }
      }
    }
    throw changed();
  }

  static OgcException changed() {
    return OgcException.of(
        412, "The schedule was changed since it was read with that tag. Read it again.");
  }
}
