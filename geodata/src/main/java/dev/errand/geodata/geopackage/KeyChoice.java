// SPDX-License-Identifier: Apache-2.0
package dev.errand.geodata.geopackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which column of a stranger's layer identifies its features.
 *
 * @param layer with a primary key, as it will be in the repository
 * @param expression the SQL that gives the key in the file
 */
record KeyChoice(Layer layer, String expression) {

  private static final String MADE = "fid";

  /** What SQL calls the number that a row has by itself, unless a column is called so. */
  private static final List<String> ROW_NUMBERS = List.of("_rowid_", "rowid", "oid");

  /** For rows that have none. */
  private static final String COUNTED = "row_number() OVER ()";

  /**
   * The attribute asked for, or the primary key, or the number of the row in a column of its own.
   *
   * @param numbered whether the rows have numbers by themselves
   * @throws IllegalArgumentException if there is no such attribute, or it is the geometry
   */
  static KeyChoice of(Layer found, Optional<String> fidAttribute, boolean numbered) {
    if (fidAttribute.isPresent()) {
      return asked(found, fidAttribute.get());
    }
    return found.key().isEmpty() ? made(found, numbered) : new KeyChoice(found, found.quotedKey());
  }

  private static KeyChoice asked(Layer found, String name) {
    Column column =
        found.columns().stream()
            .filter(candidate -> candidate.name().equalsIgnoreCase(name))
            .filter(candidate -> !found.isGeometry(candidate))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The layer '%s' has no attribute '%s' to identify features by (fidAttribute)."
                        .formatted(found.table(), name)));
    Layer keyed = found.keyed(column.name(), found.columns());
    return new KeyChoice(keyed, keyed.quotedKey());
  }

  private static KeyChoice made(Layer found, boolean numbered) {
    String name = MADE;
    for (int i = 1; isTaken(found, name); i++) {
      name = MADE + "_" + i;
    }
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(name, "INTEGER"));
    columns.addAll(found.columns());
    String number =
        ROW_NUMBERS.stream()
            .filter(candidate -> numbered && !isTaken(found, candidate))
            .findFirst()
            .orElse(COUNTED);
    return new KeyChoice(found.keyed(name, columns), number);
  }

  private static boolean isTaken(Layer found, String name) {
    return found.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name));
  }

  /** The SQL that gives one column of the repository's layer in the file. */
  String expression(Column column) {
    return layer.isKey(column) ? expression : LayerSchema.quoted(column.name());
  }
}
