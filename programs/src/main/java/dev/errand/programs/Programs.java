// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs;

import dev.errand.Errand;
import dev.errand.files.AllowedFolders;
import dev.errand.files.Upkeep;
import dev.errand.files.UpkeepSet;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSet;
import dev.errand.operation.OperationSpec;
import dev.errand.programs.declaration.Contents;
import dev.errand.programs.declaration.Declaration;
import dev.errand.programs.declaration.Declarations;
import dev.errand.programs.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs that an operator declares as operations. Safe for all threads. */
public final class Programs implements OperationSet, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Optional<Workplace> workplace;
  private final Optional<Declared> source;
  private final List<Operation<?, ?>> operations;

  /**
   * Where declarations were read.
   *
   * @param place a file or a folder
   * @param seen what was there before they were read
   */
  private record Declared(Path place, Contents seen) {}

  private Programs(
      Optional<Workplace> workplace, Optional<Declared> source, List<Operation<?, ?>> operations) {
    this.workplace = workplace;
    this.source = source;
    this.operations = operations;
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
      return new Programs(Optional.empty(), Optional.empty(), List.of());
    }
    return of(declarations, own, except -> Processes.open(own, except), folders);
  }

  /** Ends what was left but of some attempts, and starts what is to run. */
  interface Opening {
    Processes open(Set<String> except) throws IOException;
  }

  /**
   * @param own the folder of programs
   */
  static Programs of(Optional<Path> declarations, Path own, Opening opening, AllowedFolders folders)
      throws IOException {
    Optional<Declared> source = Optional.empty();
    if (declarations.isPresent()) {
      source = Optional.of(new Declared(declarations.get(), Contents.of(declarations.get())));
    }
    List<Declaration> declared = read(declarations);
    Outliving outliving = new Outliving(own.resolve("outliving"));
    List<Outliving.Key> left = outliving.all();
    List<Outliving.Key> goingOn =
        left.stream().filter(key -> mayGoOn(outliving.operation(key), declared)).toList();
    Set<String> except = goingOn.stream().map(Outliving.Key::name).collect(Collectors.toSet());
    Workplace workplace = new Workplace(opening.open(except), folders, outliving);
    try {
      workplace.discard(left.stream().filter(key -> !goingOn.contains(key)).toList());
    } catch (IOException e) {
      LOG.warn(
          "Not all that an earlier server left can be deleted; trying again: {}", e.toString());
    }
    return new Programs(Optional.of(workplace), source, workplace.operations(declared));
  }

  private static boolean mayGoOn(Optional<String> operation, List<Declaration> declared) {
    return declared.stream()
        .filter(declaration -> declaration.execution().ending().outlivesServer())
        .anyMatch(declaration -> operation.equals(Optional.of(declaration.name())));
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

  /** Those that were declared when they were read; each once. */
  @Override
  public List<Operation<?, ?>> operations() {
    return operations;
  }

  /**
   * Has them read again when they change, until what this answers is closed.
   *
   * @param errand has been started, with these operations
   * @throws IOException if the system can watch nothing more
   */
  public Optional<DeclarationWatch> watch(Errand errand) throws IOException {
    if (source.isEmpty() || workplace.isEmpty()) {
      return Optional.empty();
    }
    DeclaredOperations declared =
        new DeclaredOperations(
            source.get().place(),
            workplace.get(),
            errand,
            operations.stream()
                .map(operation -> operation.spec().name())
                .collect(Collectors.toUnmodifiableSet()),
            source.get().seen());
    return Optional.of(DeclarationWatch.of(source.get().place(), declared));
  }

  /**
   * Takes in orphans of programs that have ended, and takes away what no task goes on with any
   * more, again and again.
   *
   * @param errand has been started, with these operations
   */
  public UpkeepSet lookAfter(Errand errand) {
    return new UpkeepSet(
        workplace.stream().map(_ -> Upkeep.of("processes", PAUSE, () -> look(errand))).toList());
  }

  /** Does so once. */
  void look(Errand errand) throws IOException {
    if (workplace.isPresent()) {
      workplace.get().processes().reap();
      workplace.get().discardLost(errand);
    }
  }

  /** To be called when no task runs any more; ends what still does. */
  @Override
  public void close() throws IOException {
    if (workplace.isPresent()) {
      workplace.get().processes().close();
    }
  }
}
