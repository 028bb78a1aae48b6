// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.operation.Operation;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.process.Processes;
import dev.errand.task.Principal;
import dev.errand.task.TaskStatus;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * What programs are run with.
 *
 * @param folders whose files callers may name
 * @param outliving where programs work that go on without their server
 */
record Workplace(Processes processes, AllowedFolders folders, Outliving outliving) {

  List<Operation<?, ?>> operations(Collection<Declaration> declared) {
    return declared.stream().<Operation<?, ?>>map(this::operation).toList();
  }

  private Operation<?, ?> operation(Declaration declaration) {
    Program program = new Program(declaration, processes, folders);
    return declaration.execution().ending().outlivesServer()
        ? new OutlivingProgram(program, processes, outliving)
        : program;
  }

  /** Ends and deletes what is left of attempts of tasks that have gone on without them. */
  void discardLost(Errand errand) throws IOException {
    for (Outliving.Key key : outliving.all()) {
      // Until a task is decided on, it is RUNNING with the attempt that was lost.
      boolean mayGoOn =
          errand
              .as(Principal.LOCAL)
              .task(key.task())
              .filter(task -> task.status() == TaskStatus.RUNNING)
              .filter(task -> task.attempt().number() == key.attempt())
              .isPresent();
      if (!mayGoOn) {
        discard(key);
      }
    }
  }

  void discard(Outliving.Key key) throws IOException {
    try {
      processes.discard(key.name(), outliving.exit(key));
      outliving.delete(key);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
