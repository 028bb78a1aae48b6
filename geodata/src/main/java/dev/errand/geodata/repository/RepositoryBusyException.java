// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.repository;

import dev.errand.task.RefusedException;
import java.time.Duration;

/** Somebody else changes the repository for longer than the caller waits; nothing has changed. */
public final class RepositoryBusyException extends RefusedException {

  private static final long serialVersionUID = 1;

  RepositoryBusyException(String repository, Duration waited, Exception cause) {
    super(
        Reason.BUSY,
        "The repository '%s' has been busy with other changes for more than %d s. Try again later; if that does not help, a server that is frozen holds it: end that process."
            .formatted(repository, waited.toSeconds()),
        cause);
  }
}
