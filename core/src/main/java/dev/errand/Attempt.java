// SPDX-License-Identifier: Apache-2.0
package dev.errand;

import java.util.Optional;

/**
 * The newest attempt of a task.
 *
 * @param number how many times it was started, so 0 before the first start
 * @param epoch a number that grows with every claim and every recovery, and fences late writers
 * @param node the node that runs or ran it
 */
public record Attempt(int number, long epoch, Optional<String> node) {

  public static final Attempt NONE = new Attempt(0, 0, Optional.empty());
}
