// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.ErrandException;

/** Somebody else committed between the start of a change and its commit. */
public final class HeadMovedException extends ErrandException {

  private static final long serialVersionUID = 1;

  public HeadMovedException(String name, String expected, String found) {
    super(
        "The repository '%s' has moved on: the change starts from %s, the head is %s. Start it again."
            .formatted(name, expected, found));
  }
}
