// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program finds around it.
 *
 * @param environment variables; one whose input was not sent is not set
 * @param inherited names of variables of the server that it sees as well
 * @param stdin the input whose file it reads as standard input
 */
public record Surroundings(
    Map<String, Template> environment, List<String> inherited, Optional<String> stdin) {

  public Surroundings {
    environment = Map.copyOf(environment);
    inherited = List.copyOf(inherited);
  }
}
