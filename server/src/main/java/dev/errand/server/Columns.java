// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows of text, printed so that their columns stand below each other. */
final class Columns {

  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... headings) {
    row(headings);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void print(PrintStream out) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
