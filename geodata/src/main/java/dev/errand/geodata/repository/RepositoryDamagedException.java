// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.ErrandException;
import org.jspecify.annotations.Nullable;

/** Files of a repository are missing or not what they should be; a person has to look. */
public final class RepositoryDamagedException extends ErrandException {

  private static final long serialVersionUID = 1;

  public RepositoryDamagedException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
