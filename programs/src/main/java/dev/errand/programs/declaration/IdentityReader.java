// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import dev.errand.operation.Hints;
import dev.errand.operation.OperationSpec.About;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an operation is called. */
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
            Optional.empty(),
            declaration.find("agents").map(HintsReader::read).orElse(Hints.NONE)),
        TreatmentReader.read(declaration));
  }
}
