// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

/** Thrown inside an attempt that noticed that its task was cancelled; ends the task CANCELLED. */
public final class CancelledException extends Exception {

  private static final long serialVersionUID = 1;

  public CancelledException() {
    super("The task was cancelled.");
  }
}
