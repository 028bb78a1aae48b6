// SPDX-License-Identifier: Apache-2.0
package dev.errand.bench;

import java.util.ArrayList;
import java.util.List;

/** A plain table: the first and the last column to the left, figures to the right. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  public void row(String name, String... columns) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.addAll(List.of(columns));
    rows.add(row);
  }

  @Override
  public String toString() {
    int columns = rows.getFirst().size();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        boolean left = i == 0 || i == columns - 1;
        String format = left ? "%-" + width(i) + "s" : "%" + width(i) + "s";
        line.append(i == 0 ? "" : "  ").append(format.formatted(row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> Math.max(1, row.get(column).length()))
        .max()
        .orElse(1);
  }
}
