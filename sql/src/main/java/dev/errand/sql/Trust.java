// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql;

import java.time.Duration;

/**
 * How long what is known of the accounts is believed.
 *
 * @param usually how long changes by others may stay unnoticed
 * @param withoutDatabase the same while the database cannot be reached
 */
public record Trust(Duration usually, Duration withoutDatabase) {

  /** The same whether the database answers or not. */
  public static Trust of(Duration always) {
    return new Trust(always, always);
  }
}
