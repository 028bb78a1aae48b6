// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.task.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a program gives.
 *
 * @param schema the JSON Schema of its result; empty where it has none
 * @param source where its result stands
 * @param files what it leaves to download
 */
public record Outputs(Optional<Json> schema, ResultSource source, List<DeclaredFile> files) {

  public Outputs {
    files = List.copyOf(files);
  }
}
