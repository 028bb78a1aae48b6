// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import dev.errand.ErrandException;

/** A repository of that name is already there. */
public final class RepositoryExistsException extends ErrandException {

  private static final long serialVersionUID = 1;

  public RepositoryExistsException(String name) {
    super("There is already a repository named '%s'.".formatted(name));
  }
}
