// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.Hints;
import dev.errand.operation.Hints.Pace;

/**
 * Reads what agents are told of an operation. Whoever declares it has it offered; what nothing is
 * said of is feared.
 */
final class HintsReader {

  private static final String FLAG = "write true or false";

  private HintsReader() {}

  static Hints read(Value declared) {
    Members hints =
        new Members(
            declared, "offered", "readOnly", "destructive", "repeatable", "openWorld", "pace");
    boolean readOnly = flag(hints, "readOnly", false);
    return new Hints(
        flag(hints, "offered", true),
        readOnly,
        flag(hints, "destructive", !readOnly),
        flag(hints, "repeatable", readOnly),
        flag(hints, "openWorld", true),
        hints.read("pace", HintsReader::pace, "write quick or long").orElse(Pace.AS_SEEN));
  }

  private static boolean flag(Members hints, String name, boolean otherwise) {
    return hints
        .read(
            name,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException(text);
                },
            FLAG)
        .orElse(otherwise);
  }

  private static Pace pace(String text) {
    return switch (text) {
      case "quick" -> Pace.QUICK;
      case "long" -> Pace.LONG;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
