// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;

/** A repository of that name is already there. */
public final class RepositoryExistsException extends RefusedException {

  private static final long serialVersionUID = 1;

  public RepositoryExistsException(String name) {
    super(Reason.CONFLICT, "There is already a repository named '%s'.".formatted(name));
  }
}
