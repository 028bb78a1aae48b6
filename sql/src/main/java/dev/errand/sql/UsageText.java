// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.AttemptUsage;
import dev.errand.task.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What attempts used, as both stores keep it: a JSON array. */
public final class UsageText {

  private UsageText() {}

  /** Null, which most tasks have, for nothing. */
  public static List<AttemptUsage> read(@Nullable String text) {
    return text == null ? List.of() : List.of(new Json(text).as(AttemptUsage[].class));
  }

  /** Null for nothing. */
  public static @Nullable String of(List<AttemptUsage> usage) {
    return usage.isEmpty() ? null : Json.of(usage).text();
  }
}
