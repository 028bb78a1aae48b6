// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what is wrong in one file, so that all of it is told at once. */
final class Mistakes {

  private final Path file;

  /** A mapping that is looked into twice tells the same twice. */
  private final Set<Mistake> all = new LinkedHashSet<>();

  Mistakes(Path file) {
    this.file = file;
  }

  void add(Node where, String what, String remedy) {
    add(where.getStartMark().map(Mark::getLine).orElse(0), column(where), what, remedy);
  }

  private static int column(Node where) {
    return where.getStartMark().map(Mark::getColumn).orElse(0);
  }

  /**
   * @param line from 0
   * @param column from 0
   */
  void add(int line, int column, String what, String remedy) {
    all.add(new Mistake(file, line + 1, column + 1, what, remedy));
  }

  List<Mistake> all() {
    return List.copyOf(all);
  }
}
