// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.task.ErrandException;
import java.util.List;
import java.util.stream.Collectors;

/** Declarations that cannot be used; names every mistake in every file. */
public final class MistakenDeclarationsException extends ErrandException {

  private static final long serialVersionUID = 1;

  private final transient List<Mistake> mistakes;

  MistakenDeclarationsException(List<Mistake> mistakes) {
    super(
        "%d mistake%s in the declarations of operations:\n%s"
            .formatted(
                mistakes.size(),
                mistakes.size() == 1 ? "" : "s",
                mistakes.stream()
                    .map(mistake -> "  " + mistake)
                    .collect(Collectors.joining("\n"))));
    this.mistakes = List.copyOf(mistakes);
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
