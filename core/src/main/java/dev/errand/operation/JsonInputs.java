// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.node.ObjectNode;

/**
 * The inputs of an operation whose schema is given, and not that of a Java type. They fit the
 * schema; defaults are filled in.
 *
 * @param values by name; not to be changed
 */
public record JsonInputs(@JsonValue ObjectNode values) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JsonInputs {
    // What is shown of inputs is made of the same object by masking their secrets.
    values = values.deepCopy();
  }
}
