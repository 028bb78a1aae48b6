// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

/** What a commit has done so far; a server may die right after each. */
enum CommitStep {
  SYNCED,
  DATA_NAMED,
  REVISION_WRITTEN,
  HEAD_WRITTEN,
  HEAD_LINKED;

  /** Told of each step as it is done, so that a test can end the process there. */
  interface Listener {
    Listener NONE = step -> {};

    void reached(CommitStep step);
  }
}
