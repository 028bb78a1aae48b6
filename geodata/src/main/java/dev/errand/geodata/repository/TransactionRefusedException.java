// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;
import java.util.UUID;

/** A transaction cannot begin or end as things are; nothing has changed. */
public final class TransactionRefusedException extends RefusedException {

  private static final long serialVersionUID = 1;

  private TransactionRefusedException(String message) {
    super(Reason.CONFLICT, message);
  }

  static TransactionRefusedException conflict(UUID id, String base, String head) {
    return new TransactionRefusedException(
        ("The transaction %s conflicts with what was committed since it began: it starts from %s,"
                + " the head is %s. Cancel it, begin another and do its work again.")
            .formatted(id, base, head));
  }

  static TransactionRefusedException busy(UUID id) {
    return new TransactionRefusedException(
        "A task is still at work in the transaction %s. Wait for it, or cancel it first."
            .formatted(id));
  }

  static TransactionRefusedException tooMany(String repository, int most) {
    return new TransactionRefusedException(
        "The repository '%s' has %d transactions that were not ended, which is the limit. End some."
            .formatted(repository, most));
  }
}
