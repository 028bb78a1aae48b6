// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.OperationSpec.About;
import dev.errand.operation.Recovery;
import dev.errand.operation.Starters;
import dev.errand.operation.Treatment;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an operation is called and how the engine treats it. */
final class IdentityReader {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private IdentityReader() {}

  /** With an empty name, and a mistake, where there is none. */
  static Declaration.Identity read(Members declaration) {
    Optional<Value> named = declaration.require("name", "write 'name: say'");
    String name = named.flatMap(Value::text).orElse("");
    named
        .filter(_ -> !NAME.matcher(name).matches())
        .ifPresent(value ->
            value.mistake(
                "'%s' cannot be the name of an operation".formatted(name),
                "write lower-case words joined by hyphens"));
    return new Declaration.Identity(
        name,
        new About(
            declaration.text("title").orElse(name),
            declaration.text("description"),
            declaration.text("version").orElse("1.0.0"),
            Optional.empty()),
        Treatment.waiting(recovery(declaration), starters(declaration)));
  }

  private static Starters starters(Members declaration) {
    return declaration
        .read(
            "starters",
            text ->
                switch (text) {
                  case "users" -> Starters.USERS;
                  case "administrators" -> Starters.ADMINISTRATORS;
                  default -> throw new IllegalArgumentException(text);
                },
            "write users or administrators")
        .orElse(Starters.USERS);
  }

  private static Recovery recovery(Members declaration) {
    return declaration
        .read(
            "recovery",
            text ->
                switch (text) {
                  case "repeat" -> Recovery.RETRY;
                  case "fail" -> Recovery.FAIL;
                  default -> throw new IllegalArgumentException(text);
                },
            "write repeat, if it does no harm twice, or fail")
        .orElse(Recovery.FAIL);
  }
}
