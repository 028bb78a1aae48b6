// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import dev.errand.task.Json;
import dev.errand.task.RunOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a task is to be run, in the column {@code options}: NULL where its submission says nothing.
 */
public final class OptionsText {

  private OptionsText() {}

  public static @Nullable String of(RunOptions options) {
    return options.equals(RunOptions.NONE) ? null : Json.of(options).text();
  }

  public static RunOptions read(@Nullable String text) {
    return text == null ? RunOptions.NONE : new Json(text).as(RunOptions.class);
  }
}
