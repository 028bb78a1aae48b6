// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All declarations of a place. */
public final class Declarations {

  private Declarations() {}

  /**
   * Reads them.
   *
   * @param place a file, or a folder whose files that end in {@code .yaml} or {@code .yml} are read
   * @throws MistakenDeclarationsException if anything in any of them is wrong
   * @throws IOException if the place is not there or cannot be read
   */
  public static List<Declaration> read(Path place) throws IOException {
    List<Declaration> declarations = new ArrayList<>();
    List<Mistake> mistakes = new ArrayList<>();
    Map<String, Path> names = new HashMap<>();
    for (Path file : files(place)) {
      DeclarationReader reader = new DeclarationReader(file);
      reader
          .read()
          .ifPresent(declaration -> {
            declarations.add(declaration);
            Path other = names.putIfAbsent(declaration.name(), file);
            if (other != null && !declaration.name().isEmpty()) {
              mistakes.add(
                  new Mistake(
                      file,
                      1,
                      1,
                      "the operation '%s' is declared in %s too"
                          .formatted(declaration.name(), other),
                      "choose another name"));
            }
          });
      mistakes.addAll(reader.mistakes());
    }
    if (!mistakes.isEmpty()) {
      mistakes.sort(
          Comparator.comparing(Mistake::file)
              .thenComparingInt(Mistake::line)
              .thenComparingInt(Mistake::column));
      throw new MistakenDeclarationsException(mistakes);
    }
    return List.copyOf(declarations);
  }

  /**
   * Does nothing if none has one of these names.
   *
   * @throws MistakenDeclarationsException naming each that has
   */
  public static void requireApart(Collection<Declaration> declared, Set<String> others) {
    List<Mistake> clashes =
        declared.stream()
            .filter(declaration -> others.contains(declaration.name()))
            .map(declaration ->
                new Mistake(
                    declaration.file(),
                    1,
                    1,
                    "the server has an operation '%s' of its own".formatted(declaration.name()),
                    "choose another name"))
            .toList();
    if (!clashes.isEmpty()) {
      throw new MistakenDeclarationsException(clashes);
    }
  }

  static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(Declarations::isDeclaration).sorted().toList();
    }
  }

  private static boolean isDeclaration(Path file) {
    String name = file.getFileName().toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }
}
