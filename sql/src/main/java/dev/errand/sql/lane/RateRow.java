// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.lane;

/** Rows that say until when a rate is used up. */
public final class RateRow {

  public static final String ONE = "SELECT spent FROM limit_rate WHERE scope = ?";

  public static final String PUT =
      """
      INSERT INTO limit_rate (scope, spent) VALUES (?, ?)
      ON CONFLICT (scope) DO UPDATE SET spent = excluded.spent
      """;

  private RateRow() {}
}
