// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.programs.DeclarationWatch;
import java.io.IOException;
import java.util.Optional;

/** The watch over declarations of programs, where there are any. */
record WatchedDeclarations(Optional<DeclarationWatch> watch) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    if (watch.isPresent()) {
      watch.get().close();
    }
  }
}
