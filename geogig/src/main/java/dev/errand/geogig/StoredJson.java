// SPDX-License-Identifier: Apache-2.0
package dev.errand.geogig;

import tools.jackson.databind.JsonNode;

/** Writes stored JSON member by member. */
final class StoredJson {

  private StoredJson() {}

  static void object(BodyWriter writer, String name, JsonNode object) {
    writer.object(name);
    object.properties().forEach(member -> member(writer, member.getKey(), member.getValue()));
    writer.endObject();
  }

  private static void member(BodyWriter writer, String name, JsonNode value) {
    switch (value.getNodeType()) {
      case NUMBER -> number(writer, name, value);
      case BOOLEAN -> writer.bool(name, value.booleanValue());
      case NULL -> writer.nothing(name);
      case OBJECT -> object(writer, name, value);
      case STRING -> writer.text(name, value.stringValue());
      default ->
          throw new IllegalStateException(
              "no way to write the " + value.getNodeType() + " member " + name);
    }
  }

  private static void number(BodyWriter writer, String name, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      writer.number(name, value.longValue());
    } else {
      writer.decimal(name, value.doubleValue());
    }
  }
}
