// SPDX-License-Identifier: Apache-2.0
package dev.errand.sql.move;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A row in canonical form.
 *
 * @param values one for each column, as its {@link Column.Type} says; empty for NULL
 */
public record Row(List<Optional<Object>> values) {

  /** The values of a key, none of which is NULL. */
  public List<Object> key(int columns) {
    return values.subList(0, columns).stream().map(Optional::orElseThrow).toList();
  }

  /** About how many bytes of memory its texts need. */
  public long weight() {
    long weight = 0;
    for (Optional<Object> value : values) {
      weight += value.orElse(0L) instanceof String text ? 40 + text.length() : 24;
    }
    return weight;
  }

  /** Before, at or after another row by the first columns. */
  public int compareTo(Row other, int columns) {
    for (int i = 0; i < columns; i++) {
      int order = compare(values.get(i).orElseThrow(), other.values.get(i).orElseThrow());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Object one, Object other) {
    return one instanceof Long number
        ? number.compareTo((Long) other)
        : Arrays.compareUnsigned(bytes(one), bytes(other));
  }

  private static byte[] bytes(Object text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Its key for people. */
  public String named(int columns) {
    return key(columns).stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
