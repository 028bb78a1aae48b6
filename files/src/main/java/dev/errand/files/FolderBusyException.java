// SPDX-License-Identifier: Apache-2.0
package dev.errand.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Others hold a lock of a folder for longer than the caller waits. Trying again later may help. */
public final class FolderBusyException extends IOException {

  private static final long serialVersionUID = 1;

  FolderBusyException(Path folder, String name, Duration waited) {
    super(
        "Somebody else has held '%s' in %s for more than %d s. If no server is at work there, one that is frozen holds it: end that process."
            .formatted(name, folder, waited.toSeconds()));
  }
}
