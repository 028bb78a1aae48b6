// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

import java.util.OptionalDouble;

/**
 * How far an attempt has come.
 *
 * @param text what it is doing now; may be empty
 * @param amount how much is done, in the operation's own unit (entities, files, bytes); may go down
 * @param total how much there is in the same unit, where the operation knows
 */
public record Progress(String text, double amount, OptionalDouble total) {

  public static Progress of(String text, double amount) {
    return new Progress(text, amount, OptionalDouble.empty());
  }
}
