// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.OperationSpec.About;
import dev.errand.operation.Treatment;
import java.nio.file.Path;
import java.util.List;

/**
 * A program as an operation, as a file declares it.
 *
 * @param file that declares it
 * @param identity what it is called and how the engine treats it
 * @param inputs that it takes
 * @param outputs that it gives
 * @param execution how it is run
 */
public record Declaration(
    Path file,
    Identity identity,
    List<DeclaredInput> inputs,
    Outputs outputs,
    Execution execution) {

  /**
   * @param name of the operation
   * @param about what people are told
   * @param treatment how the engine treats it, but for the exceptions that a retry follows
   */
  public record Identity(String name, About about, Treatment treatment) {}

  /**
   * @param command the program and its arguments
   * @param surroundings what it finds around it
   * @param reading how what it writes is read
   * @param ending how it ends
   * @param limits what it may use
   */
  public record Execution(
      List<Argument> command,
      Surroundings surroundings,
      Reading reading,
      Ending ending,
      Limits limits) {

    public Execution {
      command = List.copyOf(command);
    }
  }

  public Declaration {
    inputs = List.copyOf(inputs);
  }

  public String name() {
    return identity.name();
  }
}
