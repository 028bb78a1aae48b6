// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The transactions of a repository that were cancelled and are not removed yet, as found with the
 * commit lock held. Nobody enters one any more, so what is idle stays so.
 *
 * @param kept somebody is at work in them, in whatever process
 * @param idle nobody is
 */
record CancelledTransactions(List<Transaction> kept, List<Transaction> idle) {

  static CancelledTransactions in(RepositoryFolder folder, RepositoryLocks locks)
      throws IOException {
    List<Transaction> kept = new ArrayList<>();
    List<Transaction> idle = new ArrayList<>();
    for (Transaction transaction : folder.transactions().cancelled()) {
      if (locks.isAtWork(transaction.id())) {
        kept.add(transaction);
      } else {
        idle.add(transaction);
      }
    }
    return new CancelledTransactions(kept, idle);
  }

  List<String> keptHeads() {
    return kept.stream().flatMap(transaction -> transaction.head().stream()).toList();
  }

  boolean anythingToRemove() {
    return idle.stream().anyMatch(Transaction::hasChanged);
  }

  /** Durably, so that none of them can name a revision that is removed next. */
  void forgetIdle(RepositoryFolder folder) throws IOException {
    for (Transaction transaction : idle) {
      folder.transactions().forget(transaction, folder.sign());
    }
    if (!idle.isEmpty()) {
      folder.transactions().sync();
    }
  }
}
