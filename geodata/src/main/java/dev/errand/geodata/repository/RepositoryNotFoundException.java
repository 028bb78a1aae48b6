// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;

/** There is no repository of that name. */
public final class RepositoryNotFoundException extends RefusedException {

  private static final long serialVersionUID = 1;

  private final String name;

  public RepositoryNotFoundException(String name) {
    super(Reason.MISSING, "Repository not found.");
    this.name = name;
  }

  /** What was asked for. */
  public String name() {
    return name;
  }
}
