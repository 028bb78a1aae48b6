// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;
import java.util.UUID;

/** There is no such transaction: it was never begun here, has ended, or was left alone too long. */
public final class TransactionNotFoundException extends RefusedException {

  private static final long serialVersionUID = 1;

  private final UUID id;

  public TransactionNotFoundException(UUID id) {
    super(Reason.INVALID, "A transaction with the provided ID could not be found.");
    this.id = id;
  }

  /** What was asked for. */
  public UUID id() {
    return id;
  }
}
