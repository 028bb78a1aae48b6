// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;

/** Nothing in the repository is named so. */
public final class UnknownRevisionException extends RefusedException {

  private static final long serialVersionUID = 1;

  UnknownRevisionException(String name) {
    super(Reason.INVALID, "RefSpec doesn't resolve to a commit: '" + name + "'");
  }
}
