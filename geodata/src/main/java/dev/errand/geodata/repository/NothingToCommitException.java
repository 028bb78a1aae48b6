// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.ErrandException;

/** What was to be committed is what the repository holds already. */
public final class NothingToCommitException extends ErrandException {

  private static final long serialVersionUID = 1;

  public NothingToCommitException(String head) {
    super("Nothing to commit after " + head);
  }
}
