// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.CancelSteps;
import dev.errand.task.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a cancel has come, in the column {@code cancel_steps}: NULL where it reached nothing. */
public final class CancelStepsText {

  private CancelStepsText() {}

  public static @Nullable String of(Optional<CancelSteps> steps) {
    return steps.map(Json::of).map(Json::text).orElse(null);
  }

  public static CancelSteps read(@Nullable String text) {
    return text == null ? CancelSteps.NONE : new Json(text).as(CancelSteps.class);
  }
}
