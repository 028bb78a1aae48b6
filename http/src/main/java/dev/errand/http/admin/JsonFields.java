// SPDX-License-Identifier: Apache-2.0
package dev.errand.http.admin;

import dev.errand.http.HttpException;
import dev.errand.http.MalformedJsonException;
import dev.errand.http.Request;
import dev.errand.http.StrictJson;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The members of the JSON object that a request has as its body. What is wrong is said by the name
 * of the member and never with its value, which may be a password.
 */
final class JsonFields {

  private final JsonNode object;

  private JsonFields(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body.
   *
   * @param known the members that it may have
   * @throws HttpException 415 if it is not of the type {@code application/json}, 400 if it is no
   *     object, or has other members
   */
  static JsonFields of(Request request, String... known) {
    requireJson(request);
    JsonNode node = parsed(request.body());
    if (!node.isObject()) {
      throw HttpException.badRequest("The body must be a JSON object.");
    }
    for (String name : node.propertyNames()) {
      if (!Arrays.asList(known).contains(name)) {
        throw HttpException.badRequest(
            "There is no member '%s' here; there is %s."
                .formatted(shown(name), String.join(", ", known)));
      }
    }
    return new JsonFields(node);
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> wrong(name, "is missing; it is a string"));
  }

  Optional<String> optionalText(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw wrong(name, "must be a string");
    }
    return Optional.of(value.stringValue());
  }

  boolean flag(String name) {
    JsonNode value = object.get(name);
    if (value != null && !value.isNull() && !value.isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return value != null && value.isBoolean() && value.booleanValue();
  }

  Optional<Long> number(String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "must be a whole number");
    }
    return Optional.of(value.longValue());
  }

  static HttpException wrong(String name, String why) {
    return HttpException.badRequest("The member '" + name + "' " + why + ".");
  }

  private static void requireJson(Request request) {
    String type = request.header("Content-Type").orElse("");
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!essence.equals("application/json")) {
      throw new HttpException(
          415,
          "The body must be JSON, sent with Content-Type: application/json.",
          Map.of("Accept", "application/json"));
    }
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return StrictJson.read(body);
    } catch (MalformedJsonException e) {
      throw HttpException.badRequest("The body is no proper JSON" + e.place() + ".");
    }
  }

  private static String shown(String name) {
    String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    return cut.replaceAll("\\p{C}", "?");
  }
}
