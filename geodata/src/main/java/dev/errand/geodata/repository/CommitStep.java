// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

/** What a commit, or a change of a transaction, has done so far; a server may die after each. */
enum CommitStep {
  SYNCED,
  DATA_NAMED,
  REVISION_WRITTEN,
  HEAD_WRITTEN,
  HEAD_LINKED,
  TRANSACTION_WRITTEN,
  TRANSACTION_REMOVED;

  /** Told of each step as it is done, so that a test can end the process there. */
  interface Listener {
    Listener NONE = step -> {};

    void reached(CommitStep step);
  }
}
