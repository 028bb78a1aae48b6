// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import dev.errand.ErrandException;

/** There is no repository of that name. */
public final class RepositoryNotFoundException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final String name;

  public RepositoryNotFoundException(String name) {
    super("Repository not found.");
    this.name = name;
  }

  /** What was asked for. */
  public String name() {
    return name;
  }
}
