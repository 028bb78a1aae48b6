// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.Errand;
import dev.errand.operation.OperationInfo;
import dev.errand.programs.declaration.Contents;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.declaration.Declarations;
import dev.errand.programs.declaration.MistakenDeclarationsException;
import dev.errand.task.StoppedException;
import dev.errand.task.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the operations of a server in line with what files declare. If anything in them is wrong,
 * nothing of them counts, and what was declared before stays. For one thread.
 */
final class DeclaredOperations {

  private static final Logger LOG = LoggerFactory.getLogger(DeclaredOperations.class);

  private final Path place;
  private final Workplace workplace;
  private final Errand errand;
  private Set<String> inForce;
  private Contents seen;

  /** The store may know of others than the engine does. */
  private boolean unsure;

  /**
   * @param inForce names of what is registered already
   * @param seen what it was made of
   */
  DeclaredOperations(
      Path place, Workplace workplace, Errand errand, Set<String> inForce, Contents seen) {
    this.place = place;
    this.workplace = workplace;
    this.errand = errand;
    this.inForce = inForce;
    this.seen = seen;
  }

  /** Reads the files again if they have changed. */
  void look() throws IOException {
    try {
      if (unsure) {
        // Whatever the files are by now: they may be as they were before it failed, or mistaken.
        errand.exchange(Set.of(), List.of());
        unsure = false;
      }
      Contents now = Contents.of(place);
      if (!now.equals(seen)) {
        look(now);
      }
    } catch (StoreException e) {
      // The engine tells of a store that fails; this is tried again at the next look.
      unsure = true;
      LOG.debug("The operations of {} are not known to the store yet", place, e);
    } catch (StoppedException e) {
      LOG.debug("The server stops, so {} is not read any more", place, e);
    }
  }

  private void look(Contents now) throws IOException {
    try {
      List<Declaration> declared = Declarations.read(place);
      if (!Contents.of(place).equals(now)) {
        return; // somebody is at it
      }
      Declarations.requireApart(declared, others());
      exchange(declared);
      seen = now;
    } catch (MistakenDeclarationsException | IllegalArgumentException e) {
      seen = now;
      LOG.warn(
          "{} has changed and cannot be used; the operations stay as they were: {}",
          place,
          e.getMessage());
    }
  }

  /** The names of those that no file declares. */
  private Set<String> others() {
    return errand.operations().stream()
        .map(OperationInfo::name)
        .filter(name -> !inForce.contains(name))
        .collect(Collectors.toSet());
  }

  private void exchange(List<Declaration> declared) {
    Set<String> names =
        declared.stream().map(Declaration::name).collect(Collectors.toCollection(TreeSet::new));
    errand.exchange(inForce, workplace.operations(declared));
    Set<String> gone = new TreeSet<>(inForce);
    gone.removeAll(names);
    LOG.info(
        "{} has changed and was read again; declared are {}; gone are {}",
        place,
        names.isEmpty() ? "none" : String.join(", ", names),
        gone.isEmpty() ? "none" : String.join(", ", gone));
    inForce = Set.copyOf(names);
  }
}
