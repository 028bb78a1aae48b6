// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.spring.SettingRule;
import dev.errand.task.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Settings of what the server is made of that may be set as well. Which there are, and what they
 * are read as, is what Spring Boot says of itself ({@code spring-configuration-metadata.json}).
 */
final class OtherSettings {

  /** What a logger may be set to, as Spring Boot names it. */
  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "error", "off");

  private static final String LEVEL = "logging.level.";

  /** Whose last part is a name that whoever sets them makes up. */
  private static final String BUNDLES = "spring.ssl.bundle.";

  /** In their {@link #plain} form, as all names here. */
  private static final Set<String> WHOLE =
      Set.of(
          "server.port",
          "server.address",
          "server.ssl.bundle",
          "server.maxhttprequestheadersize",
          "spring.config.import");

  private static final List<String> PREFIXES =
      List.of(LEVEL, BUNDLES, "server.compression.", "server.jetty.");

  /** What each setting that is described is read as, by its name. */
  private static final class Described {
    static final Map<String, String> TYPES = read();

    private static Map<String, String> read() {
      Map<String, String> types = new HashMap<>();
      try {
        for (URL description :
            Collections.list(
                OtherSettings.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
          try (InputStream in = description.openStream()) {
            for (JsonNode property : Json.mapper().readTree(in).path("properties")) {
              types.put(
                  plain(property.path("name").asString("")), property.path("type").asString(""));
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("what Spring Boot says of its settings cannot be read", e);
      }
      return types;
    }
  }

  private OtherSettings() {}

  /** The ones there are, for people. */
  static String names() {
    return "server.port, server.address, server.ssl.bundle, server.jetty.*, server.compression.*,"
        + " server.max-http-request-header-size, spring.ssl.bundle.*, spring.config.import and"
        + " logging.level.*";
  }

  /** As Spring compares names: variables have no dashes, files may have capitals instead. */
  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Whether it is worth looking closer. */
  static boolean mayBe(String name) {
    return WHOLE.contains(plain(name)) || PREFIXES.stream().anyMatch(plain(name)::startsWith);
  }

  /** Passwords and keys of certificates. */
  static boolean isSecret(String name) {
    String plain = plain(name);
    return plain.startsWith(BUNDLES)
        && (plain.contains("password") || plain.contains("privatekey"));
  }

  static boolean isKnown(String name) {
    String plain = plain(name);
    return WHOLE.contains(plain)
        || plain.startsWith(LEVEL)
        || plain.startsWith(BUNDLES)
        || (PREFIXES.stream().anyMatch(plain::startsWith)
            && Described.TYPES.containsKey(plain.replaceFirst("\\[[0-9]+]$", "")));
  }

  /** What is wrong with a value, to stand after "cannot be …: "; empty if nothing is. */
  static Optional<String> problem(String name, String value) {
    if (plain(name).startsWith(LEVEL)) {
      return LEVELS.contains(value.strip().toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : Optional.of("it is one of trace, debug, info, warn, error, off");
    }
    return switch (plain(name)) {
      case "server.port" -> port(value.strip());
      case "server.address" -> address(value);
      default -> ofItsType(name, value);
    };
  }

  private static Optional<String> port(String value) {
    boolean fits = value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535;
    return fits ? Optional.empty() : Optional.of("a port is a number from 0 to 65535");
  }

  private static Optional<String> address(String value) {
    try {
      InetAddress _ = InetAddress.getByName(value);
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("it is no address of this machine");
    }
  }

  private static Optional<String> ofItsType(String name, String value) {
    return type(name).flatMap(type -> SettingRule.problem(type, value));
  }

  /** Only types whose texts Errand has a rule for. */
  private static Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(Described.TYPES.getOrDefault(plain(name), "")));
    } catch (ClassNotFoundException e) {
      return Optional.empty(); // a type with parameters
    }
  }
}
