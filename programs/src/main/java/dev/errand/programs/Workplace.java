// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.files.AllowedFolders;
import dev.errand.operation.Operation;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.process.Processes;
import java.util.Collection;
import java.util.List;

/**
 * What programs are run with.
 *
 * @param folders whose files callers may name
 */
record Workplace(Processes processes, AllowedFolders folders) {

  List<Operation<?, ?>> operations(Collection<Declaration> declared) {
    return declared.stream()
        .<Operation<?, ?>>map(declaration -> new Program(declaration, processes, folders))
        .toList();
  }
}
