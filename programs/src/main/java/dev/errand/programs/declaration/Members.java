// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A mapping of which it is known what may stand in it. */
final class Members {

  private final Value whole;
  private final Map<String, Value> members;

  /** Tells every other name as a mistake. */
  Members(Value whole, String... known) {
    this.whole = whole;
    this.members = whole.members();
    List<String> names = Arrays.stream(known).sorted().toList();
    members.forEach((name, value) -> {
      if (!names.contains(name)) {
        value.mistake(
            "'%s' is not known here".formatted(name), "known are " + String.join(", ", names));
      }
    });
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  Optional<String> text(String name) {
    return find(name).flatMap(Value::text);
  }

  /** What must be there; empty, and a mistake, if it is not. */
  Optional<Value> require(String name, String remedy) {
    if (!members.containsKey(name)) {
      whole.mistake("'%s' is missing".formatted(name), remedy);
    }
    return find(name);
  }

  /**
   * What a text means.
   *
   * @param reading throws {@link IllegalArgumentException} with what is wrong
   * @param remedy what may be written
   */
  <T> Optional<T> read(String name, Function<String, T> reading, String remedy) {
    Optional<Value> value = find(name);
    return value
        .flatMap(Value::text)
        .flatMap(text -> {
          try {
            return Optional.of(reading.apply(text));
          } catch (IllegalArgumentException e) {
            value.get().mistake("'%s' cannot be %s".formatted(name, text), remedy);
            return Optional.empty();
          }
        });
  }
}
