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
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs are run with.
 *
 * @param folders whose files callers may name
 * @param outliving where programs work that go on without their server
 */
record Workplace(Processes processes, AllowedFolders folders, Outliving outliving) {

  private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

  List<Operation<?, ?>> operations(Collection<Declaration> declared) {
    return declared.stream().<Operation<?, ?>>map(this::operation).toList();
  }

  private Operation<?, ?> operation(Declaration declaration) {
    Program program = new Program(declaration, processes, folders);
    return declaration.execution().ending().outlivesServer()
        ? new OutlivingProgram(program, this)
        : program;
  }

  /** Ends and deletes what is left of attempts of tasks that have gone on without them. */
  void discardLost(Errand errand) throws IOException {
    List<Outliving.Key> lost = new ArrayList<>();
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
        lost.add(key);
      }
    }
    discard(lost);
  }

  /**
   * Ends and deletes what is left of attempts.
   *
   * @throws IOException if something of one of them stays; nothing of the others does
   */
  void discard(Collection<Outliving.Key> keys) throws IOException {
    Optional<IOException> failure = Optional.empty();
    for (Outliving.Key key : keys) {
      try {
        end(key);
        outliving.delete(key);
      } catch (IOException e) {
        failure.ifPresent(e::addSuppressed);
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * The same of one, whose files may stay: one that another program still writes to, or that
   * belongs to somebody else, must not keep a task from its end, and {@link #discardLost} tries
   * again.
   *
   * @throws IOException if its processes cannot be ended
   */
  void discard(Outliving.Key key) throws IOException {
    end(key);
    try {
      outliving.delete(key);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted yet; trying again: {}", outliving.folder(key), e.toString());
    }
  }

  private void end(Outliving.Key key) throws IOException {
    try {
      processes.discard(key.name(), outliving.exit(key));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The end of " + key.name() + " was interrupted");
    }
  }
}
