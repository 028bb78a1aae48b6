// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.files.AllowedFolders;
import dev.errand.files.Upkeep;
import dev.errand.files.UpkeepSet;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSet;
import dev.errand.operation.OperationSpec;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.declaration.Declarations;
import dev.errand.programs.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The programs that an operator declares as operations. Safe for all threads.
 *
 * @param operations each once
 */
public record Programs(Optional<Processes> processes, List<Operation<?, ?>> operations)
    implements OperationSet, AutoCloseable {

  public Programs {
    operations = List.copyOf(operations);
  }

  /**
   * Reads the declarations, and ends what an earlier process left running. To be done before the
   * engine starts, so that a task that is repeated does not run beside what it left.
   *
   * @param declarations a file or a folder; empty where there are none
   * @param data the folder of this server, which no other process uses
   * @param folders whose files callers may name
   * @throws dev.errand.programs.declaration.MistakenDeclarationsException if a declaration is wrong
   * @throws IOException if a folder cannot be used
   */
  public static Programs open(Optional<Path> declarations, Path data, AllowedFolders folders)
      throws IOException {
    Path own = data.resolve("programs");
    if (declarations.isEmpty() && !Files.isDirectory(own)) {
      return new Programs(Optional.empty(), List.of());
    }
    List<Declaration> declared = read(declarations);
    return of(Processes.open(own), declared, folders);
  }

  private static List<Declaration> read(Optional<Path> declarations) throws IOException {
    return declarations.isEmpty() ? List.of() : Declarations.read(declarations.get());
  }

  /**
   * What the declared operations take and give, without anything done about them.
   *
   * @throws dev.errand.programs.declaration.MistakenDeclarationsException if a declaration is wrong
   * @throws IOException if the place cannot be read
   */
  public static List<OperationSpec<?, ?>> specs(Optional<Path> declarations) throws IOException {
    return read(declarations).stream().<OperationSpec<?, ?>>map(Program::spec).toList();
  }

  /**
   * @param processes are closed with this
   */
  static Programs of(Processes processes, List<Declaration> declared, AllowedFolders folders) {
    return new Programs(
        Optional.of(processes),
        declared.stream()
            .<Operation<?, ?>>map(declaration -> new Program(declaration, processes, folders))
            .toList());
  }

  /** Takes in orphans of programs that have ended, again and again. */
  public UpkeepSet lookAfter() {
    return new UpkeepSet(
        processes.stream()
            .map(all -> Upkeep.of("processes", Duration.ofSeconds(10), all::reap))
            .toList());
  }

  /** To be called when no task runs any more; ends what still does. */
  @Override
  public void close() throws IOException {
    if (processes.isPresent()) {
      processes.get().close();
    }
  }
}
