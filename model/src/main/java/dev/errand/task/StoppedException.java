// SPDX-License-Identifier: Apache-2.0
package dev.errand.task;

/** The engine is not running, so it takes nothing new. A caller may try again when it is back. */
public final class StoppedException extends ErrandException {

  private static final long serialVersionUID = 1;

  public StoppedException(String message) {
    super(message);
  }
}
