// SPDX-License-Identifier: Apache-2.0
package dev.errand.programs.declaration;

import tools.jackson.databind.node.ObjectNode;

/**
 * An input of a program.
 *
 * @param schema its JSON Schema
 * @param required whether it must be sent
 * @param passing what stands in its place
 */
public record DeclaredInput(String name, ObjectNode schema, boolean required, Passing passing) {

  /** What stands in the place of an input. */
  public enum Passing {
    /** The value: a text as it is, a list as several, anything else as JSON. */
    VALUE,
    /** The path of a file that holds the value. */
    FILE,
    /** The path of the file that the value names, which callers must be allowed to name. */
    PATH
  }

  public boolean isSecret() {
    return schema.path("writeOnly").asBoolean(false);
  }

  public boolean isList() {
    return schema.path("type").asString("").equals("array");
  }
}
