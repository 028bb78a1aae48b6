// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;

/** The text cannot name a repository. */
public final class InvalidRepositoryNameException extends RefusedException {

  private static final long serialVersionUID = 1;

  public InvalidRepositoryNameException(String name) {
    super(
        Reason.INVALID,
        "A repository is named with 1 to 100 letters, digits, dots, underscores and hyphens, not"
            + " starting with a dot; not: "
            + shown(name));
  }

  private static String shown(String name) {
    String start = name.length() > 120 ? name.substring(0, 120) + "…" : name;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
