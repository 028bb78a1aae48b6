// SPDX-License-Identifier: Apache-2.0
package dev.errand.move;

import java.util.List;

/**
 * How one kind of thing compares.
 *
 * @param what such as {@code log lines}
 * @param differences how many rows are missing, too many or different
 * @param named the first of them, for people
 */
public record Comparison(
    String what, Side source, Side target, long differences, List<String> named) {

  /**
   * What one side has, read from there alone.
   *
   * @param sha256 of all rows in canonical form, in the order of their keys; hexadecimal
   */
  public record Side(long count, String sha256) {}

  public Comparison {
    named = List.copyOf(named);
  }

  public boolean isEqual() {
    return differences == 0 && source.equals(target);
  }
}
