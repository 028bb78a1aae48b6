// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;

/**
 * Where a setting was set, for people.
 *
 * @param text such as {@code --retention}, {@code errand.properties, line 3}, {@code
 *     ERRAND_RETENTION in the environment} or {@code default}
 */
record SettingPlace(String text) {

  static final SettingPlace DEFAULT = new SettingPlace("default");

  /** The options of {@code serve} by the settings that they stand for. */
  static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("errand.programs", "--operations"),
          Map.entry("server.port", "--port"),
          Map.entry("server.address", "--host"),
          Map.entry("errand.data", "--data"),
          Map.entry("errand.store", "--store"),
          Map.entry("errand.shared", "--shared"),
          Map.entry("errand.files", "--files"),
          Map.entry("errand.workers", "--workers"),
          Map.entry("errand.retention", "--retention"),
          Map.entry("errand.http.public-url", "--public-url"),
          Map.entry("errand.http.trust-forwarded", "--trust-forwarded"));

  static SettingPlace of(Optional<Origin> origin) {
    return switch (origin.orElse(null)) {
      case PropertySourceOrigin source -> of(source);
      case TextResourceOrigin line -> of(line);
      case null -> new SettingPlace("unknown");
      default -> new SettingPlace(origin.get().toString());
    };
  }

  private static SettingPlace of(PropertySourceOrigin origin) {
    String property = origin.getPropertyName();
    return switch (origin.getPropertySource().getName()) {
      case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME ->
          new SettingPlace(
              OPTIONS.getOrDefault(property.replaceFirst("\\[[0-9]+]$", ""), "--" + property));
      case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME ->
          new SettingPlace(property + " in the environment");
      case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME ->
          new SettingPlace("-D" + property);
      default -> of(Optional.ofNullable(origin.getOrigin()));
    };
  }

  private static SettingPlace of(TextResourceOrigin origin) {
    @Nullable Resource resource = origin.getResource();
    // Wrapped, so that only its description tells.
    if (resource == null || resource.getDescription().startsWith("class path resource")) {
      return DEFAULT;
    }
    TextResourceOrigin.@Nullable Location at = origin.getLocation();
    String line = at == null ? "" : ", line " + (at.getLine() + 1);
    try {
      return new SettingPlace(resource.getFile() + line);
    } catch (IOException e) {
      return new SettingPlace(resource.getDescription() + line);
    }
  }

  boolean isDefault() {
    return equals(DEFAULT);
  }

  @Override
  public String toString() {
    return text;
  }
}
